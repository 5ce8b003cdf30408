import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { log } from "#lib/log";
import type { Reply } from "#lib/outbox/reply";
import {
  claimDeferred,
  type DeferredReply,
  postponeDeferred,
  settleDeferred,
} from "#lib/replies/deferred-replies";

/** How long another system may take to answer. */
const LIMIT_SECONDS = 10;

/** How long a question is kept from other workers: as long as it may take, and somewhat more, should this one be killed. */
const LEASE_SECONDS = LIMIT_SECONDS + 5;

/** Seconds until the next try after each failed one; after the last, the person is told that it did not work. */
const BACKOFF_SECONDS = [2, 10, 30];

const MAX_TRIES = BACKOFF_SECONDS.length + 1;

const FAILED: Reply = {
  purpose: "later-failed",
  text: "😕 I couldn't get that just now. Please ask me again in a few minutes.",
};

const NOT_LINKED: Reply = {
  purpose: "later-unlinked",
  text: "🔗 Your link has changed since you asked. Please ask me again.",
};

/** Takes up to `most` questions to other systems that are due. */
export function claimQuestions(most: number): Promise<DeferredReply[]> {
  return claimDeferred(most, LEASE_SECONDS);
}

/** Asks another system outside of any transaction, and replies once: with its answer or, in the end, that there is none. */
export async function replyLater(
  deferred: DeferredReply,
  commands: readonly Command[],
  limitMs = LIMIT_SECONDS * 1000,
): Promise<void> {
  const reply = await tryAsking(deferred, commands, limitMs);
  crashPoint("after_ask_before_reply");
  if (reply) await settleDeferred(deferred, reply, NOT_LINKED);
  else await postponeDeferred(deferred, BACKOFF_SECONDS[deferred.attempts - 1] ?? 0);
}

/** The reply; null where another try is worth it. */
async function tryAsking(
  { command: name, question, attempts, sourceWamid }: DeferredReply,
  commands: readonly Command[],
  limitMs: number,
): Promise<Reply | null> {
  const ask = commands.find((command) => command.name === name)?.ask;
  // More tries than there are: its last one took the worker with it.
  if (!ask || attempts > MAX_TRIES) {
    log().error({ command: name, attempts, sourceWamid, canAsk: Boolean(ask) }, "a question is given up");
    return FAILED;
  }
  try {
    return await within(limitMs, (signal) => ask(question, signal));
  } catch (error) {
    log().warn({ error, command: name, attempts, sourceWamid }, "another system did not answer a question");
    return attempts < MAX_TRIES ? null : FAILED;
  }
}

/** What comes of work that is given up after a while, whether it heeds its signal or not. */
function within<T>(limitMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(limitMs);
  return new Promise<T>((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason));
    work(signal).then(resolve, reject);
  });
}
