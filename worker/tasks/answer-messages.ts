import { answer } from "#lib/bot/answer";
import { historyOf } from "#lib/bot/history";
import { crashPoint } from "#lib/crash-points";
import { isDatabaseUnavailable, sqlState } from "#lib/database/database-errors";
import { isOutage } from "#lib/database/outage";
import { databaseNow, transaction } from "#lib/db";
import { recordInbound } from "#lib/inbox/inbound";
import {
  finishEvent,
  nextMessagesDueAt,
  type PendingEvent,
  parkExhausted,
  postponeEvent,
  returnMessage,
  takeNextMessage,
} from "#lib/inbox/inbox";
import { keepLane, LaneLostError, type LeasedLane, requireLane } from "#lib/lanes";
import { describeError, log } from "#lib/log";
import { queueReply } from "#lib/outbox/outbound";
import { meetPerson } from "#lib/people/identity-meetings";
import { followChange } from "#lib/people/identity-moves";
import { markRead } from "#lib/whatsapp/client";
import { isAddress } from "#lib/whatsapp/people";
import { readIncomingMessage } from "#lib/whatsapp/webhook/message";

/**
 * So many tries of a message may end with the database's ending the connection or the statement before the message is
 * blamed for it; until then nothing overtakes it, as it may be the database's own restart.
 */
const UNBLAMED_TRIES = 2;

/**
 * Works on up to `most` messages of one sender, in order; each message's effects are one transaction. Returns when more are due.
 * Throws where the fault is not the message's own, so that the next one does not overtake it.
 */
export async function answerMessages(lane: LeasedLane, most: number): Promise<Date | null> {
  for (let answered = 0; answered < most; answered++) {
    const event = await takeNextMessage(lane.key);
    if (!event) break;
    crashPoint("after_claim");
    try {
      await answerMessage(lane, event);
    } catch (error) {
      if (error instanceof LaneLostError || (await isOutage(error))) {
        await returnMessage(event);
        throw error;
      }
      if (isDatabaseUnavailable(error) && event.attempts <= UNBLAMED_TRIES) throw error;
      const state = await postponeEvent(event, failureCode(error));
      log().error(
        { error, eventId: event.id, attempts: event.attempts, state },
        "a message could not be worked on",
      );
    }
    if (!(await keepLane(lane))) return null;
  }
  await parkExhausted(lane.key);
  return (await nextMessagesDueAt([lane.key])).get(lane.key) ?? null;
}

async function answerMessage(lane: LeasedLane, event: PendingEvent): Promise<void> {
  const message = readIncomingMessage(event.payload, event.receivedAt);
  const isAnswered = await transaction(async (tx) => {
    await requireLane(tx, lane);
    if (!(await finishEvent(tx, event.id))) return false;
    const now = await databaseNow(tx);
    if (message.identityChange) {
      const person = await followChange(tx, message.identityChange, now);
      if (person) await recordInbound(tx, person, message, event.receivedAt);
      return false;
    }
    if (!isAddress(message.sender)) return false;
    const wroteAt = message.opensWindow ? message.sentAt : null;
    const sender = await meetPerson(tx, message.sender, { ...message, wroteAt });
    await recordInbound(tx, sender, message, event.receivedAt);
    const reply = await answer(message, {
      sender,
      now,
      sentAt: message.sentAt,
      tx,
      history: historyOf(tx, sender),
    });
    if (reply) await queueReply(tx, sender, reply, message.wamid, now);
    return reply !== null;
  });
  if (isAnswered) void markRead(message.wamid);
}

function failureCode(error: unknown): string {
  const { kind, code } = describeError(error);
  return String(sqlState(error) ?? code ?? kind);
}
