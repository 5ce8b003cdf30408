import { setTimeout as sleep } from "node:timers/promises";
import { reasonOf } from "#lib/errors";
import { complain, say } from "../console.ts";
import { localOrigin, type Settings } from "../settings/settings.ts";
import { keep, recallKept } from "./kept.ts";
import { openTunnel } from "./open-tunnel.ts";
import { renewSettings } from "./own-settings.ts";
import { waitForProduct } from "./product.ts";
import { takeOver } from "./take-over.ts";
import type { Tunnel } from "./tunnel.ts";

const LONGEST_PAUSE_MS = 30_000;

/** Opens a tunnel; a later one, after the first was lost, is tried until it is there. Null if it should end meanwhile. */
async function open(settings: Settings, isFirst: boolean, signal: AbortSignal): Promise<Tunnel | null> {
  const target = localOrigin(settings);
  const stopped = whenAborted(signal).then(() => null);
  for (let pause = 1000; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await Promise.race([openTunnel(target, settings.variables.NGROK_AUTHTOKEN), stopped]);
    } catch (error) {
      // Ctrl-C reaches cloudflared as well, which ends at once.
      if (signal.aborted) break;
      if (isFirst) throw error;
      complain(`${reasonOf(error)} Trying again in ${pause / 1000} s.`);
      await sleep(pause, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Leads Meta to this machine through one tunnel, until that is lost or `signal` says to end. */
async function use(settings: Settings, { address, lost }: Tunnel, signal: AbortSignal): Promise<void> {
  const { dataDir } = settings;
  keep(dataDir, { address, callback: recallKept(dataDir)?.callback ?? null });
  say(`Tunnel: ${address} leads to this machine.`);
  const gone = new AbortController();
  void lost.then(() => gone.abort());
  const either = AbortSignal.any([signal, gone.signal]);
  await waitForProduct(dataDir, localOrigin(settings), address, either);
  try {
    renewSettings(settings);
    if (!either.aborted) for (const line of await takeOver(dataDir, address, either)) say(line);
    if (!either.aborted) {
      say("Now send hi to the number. Press Ctrl+C here to end the tunnel.");
      process.send?.({ ready: true });
    }
  } catch (error) {
    if (!either.aborted) throw error;
  }
  await whenAborted(either);
  if (!signal.aborted) complain(`The tunnel was lost (${await lost}). Opening another one.`);
}

/** Keeps a tunnel to this machine open, with Meta's messages going through it, until `signal` says to end. Throws why it can't. */
export async function holdTunnel(
  settings: Settings,
  signal: AbortSignal,
  onEnd: () => Promise<void>,
): Promise<void> {
  let tunnel: Tunnel | null = null;
  try {
    do {
      tunnel = await open(settings, tunnel === null, signal);
      if (tunnel) await use(settings, tunnel, signal);
    } while (!signal.aborted);
  } finally {
    await onEnd().finally(() => tunnel?.close());
  }
}
