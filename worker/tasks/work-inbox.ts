import { crashPoint } from "#lib/crash-points";
import { pool } from "#lib/db";
import { keepLanes, type LeasedLane } from "#lib/lanes";
import { log } from "#lib/log";
import { nextMessagesDueAt, type PendingMessage, returnMessages, takeMessages } from "#lib/messaging/inbox";
import type { AnsweredMessage } from "#lib/messaging/inbox-batch";
import { markRead } from "#lib/whatsapp/client";
import { answerMessages } from "./answer-messages.ts";
import { answerTogether } from "./answer-together.ts";

const BATCH = 400;

/** So many rounds, then the lanes are given back, so that busy ones do not keep others waiting. */
const MAX_ROUNDS = 4;

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/** How long a lane rests whose work failed for no fault that the message itself could be blamed for. */
const FAILURE_PAUSE_MS = 1000;

/** Works on the messages of many senders, each sender's in order. Returns when more are due, by lane. */
export async function workInbox(lanes: LeasedLane[]): Promise<Map<string, Date>> {
  let held = lanes;
  const resting = new Map<string, Date>();
  for (let round = 0; round < MAX_ROUNDS && held.length > 0; round++) {
    const events = await takeMessages(
      held.map(({ key }) => key),
      BATCH,
    );
    if (events.length === 0) break;
    crashPoint("after_claim");
    const answered = await tryTogether(held, events);
    crashPoint("after_effect_before_ack");
    for (const { message } of answered.filter(({ reply }) => reply).slice(0, MAX_MARKED))
      void markRead(message.wamid);
    const done = new Set(answered.map(({ event }) => event.id));
    const left = events.filter(({ id }) => !done.has(id));
    await returnMessages(left);
    for (const key of await answerWithCare(held, left))
      resting.set(key, new Date(Date.now() + FAILURE_PAUSE_MS));
    held = await keepLanes(held.filter(({ key }) => !resting.has(key)));
  }
  return new Map([...(await nextMessagesDueAt(held.map(({ key }) => key))), ...resting]);
}

/** Answers what it can at once; where that fails, nothing: one message's fault must not be the others'. */
async function tryTogether(lanes: LeasedLane[], events: PendingMessage[]): Promise<AnsweredMessage[]> {
  try {
    return await answerTogether(lanes, events);
  } catch (error) {
    log().warn(
      { error, events: events.length },
      "messages could not be answered together; they are answered one by one",
    );
    return [];
  }
}

/** Answers lane by lane. Tells the lanes that failed; throws when they fail because the database is away. */
async function answerWithCare(lanes: LeasedLane[], events: PendingMessage[]): Promise<string[]> {
  const careful = new Set(events.map(({ lane }) => lane));
  const failed: string[] = [];
  for (const lane of lanes.filter(({ key }) => careful.has(key))) {
    try {
      await answerMessages(lane);
    } catch (error) {
      log().error({ error }, "a lane could not be worked on and is tried again");
      await pool().query("select 1");
      failed.push(lane.key);
    }
  }
  return failed;
}
