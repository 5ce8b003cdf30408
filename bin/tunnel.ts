import { reasonOf } from "#lib/errors";
import { onStop } from "../server/stop-signals.ts";
import { complain, say } from "./console.ts";
import { runCommand } from "./run-command.ts";
import { explainProblems, localOrigin, type Settings } from "./settings/settings.ts";
import { claimTunnel } from "./start/start-lock.ts";
import { holdTunnel } from "./tunnel/hold-tunnel.ts";
import { keep, recallKept } from "./tunnel/kept.ts";
import { applySettings, readOwnSettings, renewSettings } from "./tunnel/own-settings.ts";
import { restore } from "./tunnel/restore.ts";

/** Settings with which there is something at Meta to change. */
function requireRealSettings(): Settings {
  const settings = readOwnSettings();
  const problems = explainProblems(settings);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  if (settings.isDemo)
    throw new Error(
      "The demo needs no tunnel: a simulator plays WhatsApp. Set the credentials of a real number first; see docs/connect-a-real-number.md.",
    );
  return settings;
}

/** Restores what a tunnel has changed; what can't be restored now stays kept, but for the address, which leads here no more. */
async function end(settings: Settings): Promise<void> {
  const { dataDir } = settings;
  renewSettings(settings);
  try {
    const said = await restore(dataDir);
    if (said) say(said);
  } catch (error) {
    const kept = recallKept(dataDir);
    if (kept) keep(dataDir, { ...kept, address: null });
    complain(reasonOf(error));
    complain(
      "The former callback is kept, and restored at the next start or by npm run tunnel -- --restore.",
    );
    process.exitCode = 1;
  }
}

/** Holds a tunnel, and says when it has ended; where it ended by itself, why. */
async function hold(settings: Settings, signal: AbortSignal): Promise<void> {
  try {
    await holdTunnel(settings, signal, () => end(settings));
    say("The tunnel has ended.");
  } catch (error) {
    complain(reasonOf(error));
    complain("The tunnel has ended. Run npm run tunnel again once that is mended.");
    process.exitCode = 1;
  }
}

async function run(): Promise<void> {
  const stopping = new AbortController();
  onStop((reason) => {
    if (reason === "SIGINT") say("\nRestoring… (Ctrl-C again to leave it for the next start)");
    stopping.abort();
  });
  const settings = requireRealSettings();
  const { dataDir } = settings;
  applySettings(settings);
  const claimed = await claimTunnel(dataDir, { pid: process.pid, url: localOrigin(settings) });
  if ("running" in claimed)
    throw new Error(
      `A tunnel is running already (process ${claimed.running.pid}). Press Ctrl+C there: that also restores the callback.`,
    );
  const restored = await restore(dataDir);
  if (restored) say(restored);
  if (!process.argv.includes("--restore")) await hold(settings, stopping.signal);
  else if (!restored) say("There is nothing to restore.");
}

if (import.meta.main) await runCommand(run);
