import { setTimeout as timeout } from "node:timers/promises";

/** Waits; false when the simulator closes meanwhile. */
export async function pause(milliseconds: number, closing: AbortSignal): Promise<boolean> {
  try {
    await timeout(milliseconds, undefined, { signal: closing });
    return true;
  } catch {
    return false;
  }
}
