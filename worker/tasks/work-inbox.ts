import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { isOutage } from "#lib/database/outage";
import { type ClaimedMessages, claimMessages, returnOwed } from "#lib/inbox/inbox";
import { keepLanes, whileKeeping } from "#lib/kept-lanes";
import { type LeasedLane, releaseLane, releaseLanes } from "#lib/lanes";
import { log } from "#lib/log";
import { readTogether } from "#lib/replies/conversations";
import type { HandOff } from "./hand-off.ts";
import { replyToMessages } from "./reply-to-messages.ts";
import { workAlone } from "./work-alone.ts";

/** How long a lane rests whose work failed for no fault that the message itself could be blamed for. */
const FAILURE_PAUSE_MS = 1000;

/** How many senders' lanes are worked on together. */
export const LANES_AT_A_TIME = 128;

/**
 * How many messages are worked on at a time, shared out evenly among their senders. Where a worker died, no more than that
 * are suspect, and once they were worked on one by one, those behind them can be worked on together again.
 */
const MESSAGES_AT_A_TIME = 1200;

/** Takes the senders who have waited longest, with their messages. */
export function claimInbox(holder: string): Promise<ClaimedMessages> {
  return claimMessages(holder, LANES_AT_A_TIME, MESSAGES_AT_A_TIME);
}

/** Works on the messages of many senders, each sender's in order, and gives their lanes back. */
export async function workInbox(
  claimed: ClaimedMessages,
  commands: readonly Command[],
  handOff?: HandOff,
): Promise<void> {
  const { lanes } = claimed;
  let held: LeasedLane[] = lanes;
  const perLane = Math.ceil(MESSAGES_AT_A_TIME / lanes.length);
  try {
    await returnOwed();
    const alone = await tryTogether(claimed, commands, handOff);
    held = alone;
    for (const lane of alone) {
      held = await keepLanes(held);
      if (!held.includes(lane)) continue;
      await tryAlone(lane, perLane, commands);
      held = held.filter((other) => other !== lane);
    }
  } catch (error) {
    await releaseLanes(held, new Map(held.map(({ key }) => [key, afterPause()]))).catch(() => {});
    throw error;
  }
}

const afterPause = () => new Date(Date.now() + FAILURE_PAUSE_MS);

/** Processes all lanes at once and gives them back, or none of them. Returns the lanes whose messages must be processed one by one. */
async function tryTogether(
  { lanes, messages, now }: ClaimedMessages,
  commands: readonly Command[],
  handOff: HandOff | undefined,
): Promise<LeasedLane[]> {
  const trusted = lanes.filter(({ isSuspect }) => !isSuspect);
  const suspect = lanes.filter(({ isSuspect }) => isSuspect);
  if (trusted.length === 0) return suspect;
  crashPoint("after_claim");
  try {
    const load = () => ({ now, ...readTogether(messages) });
    const options = { lanes: trusted, thenRelease: true, handOff };
    const alone = new Set(await whileKeeping(trusted, () => replyToMessages(load, commands, options)));
    return [...trusted.filter(({ key }) => alone.has(key)), ...suspect];
  } catch (error) {
    if (await isOutage(error)) throw error;
    log().warn(
      { error, lanes: trusted.length },
      "people could not be worked on together; it is done one by one",
    );
    return lanes;
  }
}

/** Works on one lane by itself. Throws where it fails because the database is away. */
async function tryAlone(lane: LeasedLane, most: number, commands: readonly Command[]): Promise<void> {
  let nextDueAt: Date | null = afterPause();
  try {
    nextDueAt = await workAlone(lane, most, commands);
  } catch (error) {
    log().error({ error }, "a lane could not be worked on and is tried again");
    if (await isOutage(error)) throw error;
  }
  await releaseLane(lane, nextDueAt);
}
