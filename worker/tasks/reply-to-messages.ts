import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { type Db, transaction } from "#lib/db";
import { hintWork, type LeasedLane } from "#lib/lanes";
import { takeBack } from "#lib/outbox/sending/untaken";
import { commitMessages } from "#lib/replies/commit";
import type { Loaded } from "#lib/replies/conversations";
import { decideMessages } from "#lib/replies/decisions";
import { markRead } from "#lib/whatsapp/client";
import type { HandOff } from "./hand-off.ts";

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/** What was loaded, and the database's time. */
interface LoadedAt extends Loaded {
  now: Date;
}

/** How messages are replied to. */
interface ReplyOptions {
  /** The lanes that the messages are from: all of one holder's. */
  lanes: LeasedLane[];
  /** Whether those that are done with are given back. */
  thenRelease: boolean;
  handOff?: HandOff;
}

/**
 * The one path from messages to their replies: decides on the messages of lanes that are held and commits what comes of it, in one
 * transaction, which fails once a lane is lost: `load` sees to that, or the giving back. Tells the lanes that have to be
 * worked on alone, which stay held.
 */
export async function replyToMessages(
  load: (tx: Db) => LoadedAt | Promise<LoadedAt>,
  commands: readonly Command[],
  { lanes, thenRelease, handOff }: ReplyOptions,
): Promise<string[]> {
  const holder = lanes[0]?.holder ?? "";
  const reserving = handOff?.reserve(lanes.length) ?? [];
  const { decided, alone, handed, times } = await transaction(async (tx) => {
    const { now, ...loaded } = await load(tx);
    const { decided, unclear } = await decideMessages(tx, loaded.conversations, now, commands);
    const alone = [...loaded.alone, ...unclear];
    const done = thenRelease ? lanes.filter(({ key }) => !alone.includes(key)) : [];
    const times = handOff?.stillGood(await reserving) ?? [];
    const handed = await commitMessages(tx, decided, { done, sending: { holder, most: times.length } }, now);
    return { decided, alone, handed, times };
  }).catch(async (error) => {
    // Where only the news of the commit was lost, the replies are there, and nobody would send them.
    if (handOff) await takeBack(holder).catch(() => {});
    throw error;
  });
  crashPoint("after_effect_before_ack");
  for (const [at, reply] of handed.entries()) handOff?.send(reply, times[at] ?? 0);
  const replied = decided.filter(({ reply }) => reply);
  if (replied.length > handed.length) hintWork("outbox");
  if (decided.some(({ later }) => later)) hintWork("later");
  setImmediate(() => {
    for (const { message } of replied.slice(0, MAX_MARKED)) void markRead(message.wamid);
  });
  return alone;
}
