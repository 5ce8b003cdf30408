import { crashPoint } from "#lib/crash-points";
import { isOutage } from "#lib/database/outage";
import { nextMessagesDueAt, returnOwed } from "#lib/inbox/inbox";
import { type ClaimedLane, keepLanes, type LeasedLane, releaseLane, releaseLanes } from "#lib/lanes";
import { log } from "#lib/log";
import { markRead } from "#lib/whatsapp/client";
import { answerMessages } from "./answer-messages.ts";
import { answerTogether } from "./answer-together.ts";

/**
 * How many messages are worked on at a time, shared out evenly among their senders. Where a worker died, no more than that
 * are suspect, and once they were answered one by one, those behind them can be answered together again.
 */
const MESSAGES_AT_A_TIME = 1200;

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/** How long a lane rests whose work failed for no fault that the message itself could be blamed for. */
const FAILURE_PAUSE_MS = 1000;

/** Works on the messages of many senders, each sender's in order, and gives their lanes back. */
export async function workInbox(lanes: ClaimedLane[]): Promise<void> {
  let held: LeasedLane[] = lanes;
  const perLane = Math.ceil(MESSAGES_AT_A_TIME / lanes.length);
  try {
    await returnOwed();
    const careful = await tryTogether(lanes, perLane);
    const done = lanes.filter((lane) => !careful.includes(lane));
    if (done.length > 0) await releaseLanes(done, await nextMessagesDueAt(done.map(({ key }) => key)));
    held = careful;
    for (const lane of careful) {
      held = await keepLanes(held);
      if (!held.includes(lane)) continue;
      await workWithCare(lane, perLane);
      held = held.filter((other) => other !== lane);
    }
  } catch (error) {
    await releaseLanes(held, new Map(held.map(({ key }) => [key, afterPause()]))).catch(() => {});
    throw error;
  }
}

const afterPause = () => new Date(Date.now() + FAILURE_PAUSE_MS);

/**
 * Answers what it can at once, or nothing: one message's fault must not be the others'. Tells the lanes that need care.
 * Throws where the database is away.
 */
async function tryTogether(lanes: ClaimedLane[], perLane: number): Promise<LeasedLane[]> {
  const trusted = lanes.filter(({ isSuspect }) => !isSuspect);
  const suspect = lanes.filter(({ isSuspect }) => isSuspect);
  if (trusted.length === 0) return suspect;
  try {
    const { answered, careful } = await answerTogether(trusted, perLane);
    crashPoint("after_effect_before_ack");
    for (const { message } of answered.filter(({ reply }) => reply).slice(0, MAX_MARKED))
      void markRead(message.wamid);
    return [...careful, ...suspect];
  } catch (error) {
    if (await isOutage(error)) throw error;
    log().warn(
      { error, lanes: trusted.length },
      "people could not be answered together; it is done one by one",
    );
    return lanes;
  }
}

/** Works on one lane by itself. Throws where it fails because the database is away. */
async function workWithCare(lane: LeasedLane, most: number): Promise<void> {
  let nextDueAt: Date | null = afterPause();
  try {
    nextDueAt = await answerMessages(lane, most);
  } catch (error) {
    log().error({ error }, "a lane could not be worked on and is tried again");
    if (await isOutage(error)) throw error;
  }
  await releaseLane(lane, nextDueAt);
}
