import { setTimeout as pause } from "node:timers/promises";
import { env } from "#lib/env";
import type { SendingQueue } from "#lib/lanes";
import { askBreaker, returnTrial } from "#lib/outbox/sending/circuit-breaker";
import { type ClaimedContents, claimToSend } from "#lib/outbox/sending/outbox";
import { reserveTokens } from "#lib/outbox/sending/tokens";

/** A recipient's lane with what was found in it, and when a message of it may be sent. */
export interface SendingWork extends ClaimedContents {
  /** Whether only one message of it may be tried, because the circuit breaker is half-open. */
  isTrial: boolean;
  /** When it may be sent, on this process's own clock. */
  sendAt: number;
}

/** What was claimed, and whether to look for more right away. */
interface ClaimedWork {
  jobs: SendingWork[];
  hasMore: boolean;
}

/** A message is claimed no longer before its time than this: what was claimed and not sent when a worker dies is uncertain. */
export const EARLY_MS = 10;

/**
 * No more are claimed at a time than may be sent in so many seconds, as it takes a while until the last of them is on its way:
 * of those that are claimed and not sent when a worker dies, nobody knows whether Meta took them.
 */
const CLAIM_SECONDS = 0.05;

/** While more waits than there are tokens, new ones are reserved before the last is so near. */
const REFILL_MS = 60;

const NOTHING: ClaimedWork = { jobs: [], hasMore: false };

/**
 * Makes a function that takes as many recipients of a queue as may be sent a message just now, those who have waited longest
 * first; bulk messages after whatever conversations need. One only while the circuit breaker is half-open.
 */
export function createClaiming(queue: SendingQueue): (holder: string, most: number) => Promise<ClaimedWork> {
  /** The times of the tokens that are reserved, and whether more is due than they are for. */
  let times: number[] = [];
  let hasMore = false;

  async function reserve(most: number): Promise<void> {
    const { tokens, waitMs } = await reserveTokens(queue, most);
    const reservedAt = performance.now();
    times.push(...tokens.map((token) => reservedAt + token.waitMs));
    // Who gets as many as they ask for does not hear whether more is due.
    hasMore = waitMs !== null || tokens.length === most;
    if (times.length === 0 && waitMs !== null) await pause(waitMs);
  }

  return async (holder, most) => {
    const state = await askBreaker(queue);
    if (state !== "closed") times = [];
    if (state === "open") return NOTHING;
    if (state === "half-open") return { jobs: await claimTrial(queue, holder), hasMore: false };
    const last = times.at(-1);
    if (last === undefined || (hasMore && last - performance.now() < REFILL_MS)) await reserve(most);
    const [first] = times;
    if (first === undefined) return { jobs: [], hasMore };
    await pause(Math.max(0, first - performance.now() - EARLY_MS));
    const soon = performance.now() + EARLY_MS;
    const ready = times.filter((time) => time <= soon).length;
    const atOnce = Math.ceil(env().WHATSAPP_MESSAGES_PER_SECOND * CLAIM_SECONDS);
    const due = times.splice(0, Math.min(most, atOnce, Math.max(1, ready)));
    const claimed = await claimToSend(queue, holder, due.length);
    const jobs = claimed.map((contents, at) => ({ ...contents, isTrial: false, sendAt: due[at] ?? soon }));
    // What another worker has locked just now may be free again at once.
    return { jobs, hasMore: hasMore || times.length > 0 || claimed.length < due.length };
  };
}

async function claimTrial(queue: SendingQueue, holder: string): Promise<SendingWork[]> {
  const claimed = await claimToSend(queue, holder, 1);
  if (claimed.length === 0) await returnTrial();
  return claimed.map((contents) => ({ ...contents, isTrial: true, sendAt: performance.now() }));
}
