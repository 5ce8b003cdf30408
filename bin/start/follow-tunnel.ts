import { setTimeout as sleep } from "node:timers/promises";
import { complain, say } from "../console.ts";
import { readOwnGiven, readStartGiven } from "../settings/prepare-settings.ts";
import { listProblems, readSettings, type Settings } from "../settings/settings.ts";
import { findTunnel } from "../tunnel/tunnel-settings.ts";
import type { Supervised } from "./child.ts";
import { MODES } from "./report.ts";
import { restoreLeftover } from "./restore-leftover.ts";

const PAUSE_MS = 500;

/** The processes that know their public address; the web server last, as it tells the tunnel when both have it. */
const FOLLOW = ["worker", "web"];

/** What is running, and with what. */
type Started = { settings: Settings; databaseUrl: string; children: Supervised[]; isDev: boolean };

async function restartWith(
  address: string | null,
  { databaseUrl, children, isDev, settings: { mode } }: Started,
): Promise<void> {
  const settings = readSettings("production", await readStartGiven(isDev));
  const why = address ? `A tunnel leads here from ${address}.` : "The tunnel has ended.";
  const problems = listProblems(settings);
  if (problems.length > 0) {
    const otherwise = address
      ? "With its address, these settings are missing or wrong. Correct them, and start again:"
      : "WhatsApp can't reach this machine until you open another (npm run tunnel):";
    for (const line of [`${why} ${otherwise}`, ...problems]) complain(line);
    return;
  }
  const { variables } = settings;
  say(`${why} The web server and the worker restart with the address ${variables.NEXTAUTH_URL}.`);
  if (settings.mode !== mode) say(`Mode: ${MODES[settings.mode]}.`);
  for (const name of FOLLOW)
    await children.find((child) => child.name === name)?.restart({ ...variables, DATABASE_URL: databaseUrl });
}

/** Where a tunnel led here when the settings were read; null where they have an address of their own. */
function addressAtStart({ variables }: Settings, isDev: boolean): string | null {
  const webhook = variables.WHATSAPP_WEBHOOK_URL ?? "";
  const own = readSettings("production", readOwnGiven(isDev)).variables.WHATSAPP_WEBHOOK_URL;
  return webhook === own ? null : new URL(webhook).origin;
}

/** Has the web server and the worker know the address of a tunnel while one is open, and their own afterwards. */
export async function followTunnel(started: Started, signal: AbortSignal): Promise<void> {
  const { settings, isDev } = started;
  // One that ended while all this started has gone as well.
  let known = addressAtStart(settings, isDev);
  // What can't be read just now is taken for unchanged.
  const find = () => findTunnel(settings.dataDir).catch(() => known);
  while (!signal.aborted) {
    const address = await find();
    if (address !== known) {
      known = address;
      await restartWith(address, started).catch((error: Error) => complain(error.message));
      if (!address) await restoreLeftover(settings);
    }
    await sleep(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
