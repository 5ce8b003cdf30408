import { setTimeout as pause } from "node:timers/promises";
import { claimLanes, type SendingQueue } from "#lib/lanes";
import { reserveBulkTokens } from "#lib/outbox/sending/bulk-rate-limit";
import { askBreaker } from "#lib/outbox/sending/circuit-breaker";
import type { SendingLane } from "#lib/outbox/sending/outbox-lanes";

/** A recipient's lane, and what is known of when a message of it may be sent. */
export interface SendingWork {
  lane: SendingLane;
  /** Whether only one message of it may be tried, because the circuit breaker is half-open. */
  isTrial: boolean;
  /** When its one message may be sent, on this process's own clock; null where a token is still to be taken. */
  sendAt: number | null;
}

/** What was claimed of the bulk messages, and whether to look for more right away. */
interface BulkWork {
  jobs: SendingWork[];
  hasMore: boolean;
}

/** Takes the recipients whose messages have waited longest, one only while the circuit breaker is half-open. */
export async function claimOutboxWork(holder: string, most: number): Promise<SendingWork[]> {
  const state = await askBreaker("outbox");
  if (state === "open") return [];
  if (state === "half-open") return claimTrial("outbox", holder);
  const lanes = await claimLanes("outbox", holder, most);
  return lanes.map((lane) => ({ lane, isTrial: false, sendAt: null }));
}

/** Takes as many recipients of bulk messages as may be sent one just now, after whatever conversations need. */
export async function claimBulkWork(holder: string, most: number): Promise<BulkWork> {
  const state = await askBreaker("bulk");
  if (state === "open") return { jobs: [], hasMore: false };
  if (state === "half-open") return { jobs: await claimTrial("bulk", holder), hasMore: false };
  const { tokens, waitMs } = await reserveBulkTokens(most);
  const reservedAt = performance.now();
  if (waitMs === null) return { jobs: [], hasMore: false };
  if (tokens.length === 0) {
    await pause(waitMs);
    return { jobs: [], hasMore: true };
  }
  const lanes = await claimLanes("bulk", holder, tokens.length);
  const sendAt = (at: number) => reservedAt + (tokens[at]?.waitMs ?? 0);
  return { jobs: lanes.map((lane, at) => ({ lane, isTrial: false, sendAt: sendAt(at) })), hasMore: true };
}

async function claimTrial(queue: SendingQueue, holder: string): Promise<SendingWork[]> {
  const lanes = await claimLanes(queue, holder, 1);
  return lanes.map((lane) => ({ lane, isTrial: true, sendAt: null }));
}
