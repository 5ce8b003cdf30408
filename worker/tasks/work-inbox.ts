import { isDatabaseUnavailable } from "#lib/database-errors";
import { keepLanes, LaneLostError, type LeasedLane } from "#lib/lanes";
import { log } from "#lib/log";
import {
  type AnsweredMessage,
  nextMessagesDueAt,
  type PendingMessage,
  returnMessages,
  takeMessages,
} from "#lib/messaging/inbox-batch";
import { markRead } from "#lib/whatsapp/client";
import { crashPoint } from "../crash-points.ts";
import { answerMessages } from "./answer-messages.ts";
import { answerTogether } from "./answer-together.ts";

const BATCH = 400;

/** So many rounds, then the lanes are given back, so that busy ones do not keep others waiting. */
const MAX_ROUNDS = 4;

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/** Works on the messages of many senders, each sender's in order. Returns when more are due, by lane. */
export async function workInbox(lanes: LeasedLane[]): Promise<Map<string, Date>> {
  let held = lanes;
  for (let round = 0; round < MAX_ROUNDS && held.length > 0; round++) {
    const events = await takeMessages(
      held.map(({ key }) => key),
      BATCH,
    );
    if (events.length === 0) break;
    crashPoint("after_claim");
    const answered = await tryTogether(held, events);
    for (const { message } of answered.filter(({ reply }) => reply).slice(0, MAX_MARKED))
      void markRead(message.wamid);
    const done = new Set(answered.map(({ event }) => event.id));
    const left = events.filter(({ id }) => !done.has(id));
    await returnMessages(left);
    await answerWithCare(held, left);
    held = await keepLanes(held);
  }
  return nextMessagesDueAt(held.map(({ key }) => key));
}

/** Answers what it can at once; where that fails for a reason of the messages, nothing. */
async function tryTogether(lanes: LeasedLane[], events: PendingMessage[]): Promise<AnsweredMessage[]> {
  try {
    return await answerTogether(lanes, events);
  } catch (error) {
    if (error instanceof LaneLostError || isDatabaseUnavailable(error)) {
      await returnMessages(events).catch(() => {});
      throw error;
    }
    log().warn(
      { error, events: events.length },
      "messages could not be answered together; they are answered one by one",
    );
    return [];
  }
}

async function answerWithCare(lanes: LeasedLane[], events: PendingMessage[]): Promise<void> {
  const careful = new Set(events.map(({ lane }) => lane));
  for (const lane of lanes.filter(({ key }) => careful.has(key))) await answerMessages(lane);
}
