import { setTimeout as sleep } from "node:timers/promises";
import { isUnverified } from "#lib/health/doctor/refusals";
import type { GraphOutcome } from "#lib/whatsapp/graph";

const PAUSE_MS = 2000;

/** Asks for something that Meta verifies at an address, some times, as a new address takes a while until everybody knows it. */
export async function askUntilVerified(
  ask: () => Promise<GraphOutcome>,
  tries: number,
  signal?: AbortSignal,
): Promise<GraphOutcome> {
  const outcome = await ask();
  if (!isUnverified(outcome) || tries <= 1 || signal?.aborted) return outcome;
  await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  return askUntilVerified(ask, tries - 1, signal);
}
