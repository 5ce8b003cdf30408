import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { isDatabaseUnavailable } from "#lib/database/database-errors";
import { isOutage } from "#lib/database/outage";
import type { Db } from "#lib/db";
import { failureCode } from "#lib/inbox/failure-code";
import {
  nextMessagesDueAt,
  type PendingMessage,
  parkExhausted,
  postponeEvent,
  returnMessage,
  takeNextMessage,
} from "#lib/inbox/inbox";
import { keepLane } from "#lib/kept-lanes";
import { LaneLostError, type LeasedLane, requireLanes } from "#lib/lanes";
import { log } from "#lib/log";
import { readAlone } from "#lib/replies/conversations";
import { replyToMessages } from "./reply-to-messages.ts";

/**
 * So many tries of a message may end with the database's ending the connection or the statement before the message is
 * blamed for it; until then nothing overtakes it, as it may be the database's own restart.
 */
const UNBLAMED_TRIES = 2;

/**
 * Processes up to `most` messages of one sender in order, each in its own transaction. Throws if the fault isn't the
 * message's own.
 */
export async function workAlone(
  lane: LeasedLane,
  most: number,
  commands: readonly Command[],
): Promise<Date | null> {
  for (let worked = 0; worked < most; worked++) {
    const event = await takeNextMessage(lane.key);
    if (!event) break;
    crashPoint("after_claim");
    try {
      const load = async (tx: Db) => ({ now: await requireLanes(tx, [lane]), ...readAlone(event) });
      await replyToMessages(load, commands, { lanes: [lane], thenRelease: false });
    } catch (error) {
      await settleFailure(event, error);
    }
    if (!(await keepLane(lane))) return null;
  }
  await parkExhausted(lane.key);
  return (await nextMessagesDueAt([lane.key])).get(lane.key) ?? null;
}

/** Plans another try of a message that failed, unless the fault is not its own: that is thrown again. */
async function settleFailure(event: PendingMessage, error: unknown): Promise<void> {
  if (error instanceof LaneLostError || (await isOutage(error))) {
    await returnMessage(event);
    throw error;
  }
  if (isDatabaseUnavailable(error) && event.attempts <= UNBLAMED_TRIES) throw error;
  const state = await postponeEvent(event, failureCode(error));
  const { id: eventId, attempts } = event;
  log().error({ error, eventId, attempts, state }, "a message could not be worked on");
}
