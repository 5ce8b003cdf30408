import { setTimeout as pause } from "node:timers/promises";
import { env } from "../../env.ts";

const SECOND_MS = 1000;

/** When the last calls of this process began, as many as may begin in a second; the oldest is overwritten next. */
const begun: number[] = [];
let places = 0;

/**
 * Waits until one more call to Meta, which is to begin at once, keeps this process within our number's limit for any second:
 * messages whose tokens have passed while the database or this process was slow would else go out beside those whose time
 * has come.
 */
export async function waitForSendWindow(): Promise<void> {
  const place = places++ % env().WHATSAPP_MESSAGES_PER_SECOND;
  const planned = Math.max(performance.now(), (begun[place] ?? Number.NEGATIVE_INFINITY) + SECOND_MS);
  begun[place] = planned;
  while (performance.now() < planned) await pause(Math.ceil(planned - performance.now()));
  begun[place] = performance.now();
}
