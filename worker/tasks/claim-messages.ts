import { setTimeout as pause } from "node:timers/promises";
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
export interface ClaimedWork {
  jobs: SendingWork[];
  hasMore: boolean;
}

const NOTHING: ClaimedWork = { jobs: [], hasMore: false };

/**
 * Takes as many recipients of a queue as may be sent a message just now, those who have waited longest first; bulk messages
 * after whatever conversations need. One only while the circuit breaker is half-open.
 */
export async function claimWork(queue: SendingQueue, holder: string, most: number): Promise<ClaimedWork> {
  const state = await askBreaker(queue);
  if (state === "open") return NOTHING;
  if (state === "half-open") return { jobs: await claimTrial(queue, holder), hasMore: false };
  const { tokens, waitMs } = await reserveTokens(queue, most);
  const reservedAt = performance.now();
  if (tokens.length === 0) {
    if (waitMs !== null) await pause(waitMs);
    return { jobs: [], hasMore: waitMs !== null };
  }
  const claimed = await claimToSend(queue, holder, tokens.length);
  const sendAt = (at: number) => reservedAt + (tokens[at]?.waitMs ?? 0);
  const jobs = claimed.map((contents, at) => ({ ...contents, isTrial: false, sendAt: sendAt(at) }));
  // What another worker has locked just now may be free again at once.
  return { jobs, hasMore: waitMs !== null || claimed.length < tokens.length };
}

async function claimTrial(queue: SendingQueue, holder: string): Promise<SendingWork[]> {
  const claimed = await claimToSend(queue, holder, 1);
  if (claimed.length === 0) await returnTrial();
  return claimed.map((contents) => ({ ...contents, isTrial: true, sendAt: performance.now() }));
}
