import { setTimeout as pause } from "node:timers/promises";
import { env } from "../../env.ts";

/** A second, and somewhat more, since not all calls take equally long to reach Meta. */
const WINDOW_MS = 1030;

/** So much more after the first calls of a process, which arrive late: connections are opened for them, and code is compiled. */
const COLD_MS = 70;

/** When the last calls of this process began, as many as may begin in the window; the oldest is overwritten next. */
const begun: number[] = [];
let places = 0;

/**
 * Waits until one more call to Meta, which is to begin at once, keeps this process within our number's limit for any second:
 * messages whose tokens have passed while the database or this process was slow would else go out beside those whose time
 * has come.
 */
export async function waitForSendWindow(): Promise<void> {
  const limit = env().WHATSAPP_MESSAGES_PER_SECOND;
  const windowMs = places < 2 * limit ? WINDOW_MS + COLD_MS : WINDOW_MS;
  const place = places++ % limit;
  const planned = Math.max(performance.now(), (begun[place] ?? Number.NEGATIVE_INFINITY) + windowMs);
  begun[place] = planned;
  while (performance.now() < planned) await pause(Math.ceil(planned - performance.now()));
  begun[place] = performance.now();
}
