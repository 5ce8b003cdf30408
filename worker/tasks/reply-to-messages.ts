import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { type Db, transaction } from "#lib/db";
import { hintWork, type LeasedLane } from "#lib/lanes";
import { commitMessages } from "#lib/replies/commit";
import type { Loaded } from "#lib/replies/conversations";
import { decideMessages } from "#lib/replies/decisions";
import { markRead } from "#lib/whatsapp/client";

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/** What was loaded in a transaction that is fenced by the lanes it is from, and the database's time. */
export interface HeldConversations extends Loaded {
  now: Date;
}

/**
 * The one path from messages to their replies: loads the messages of lanes that are held, decides on them and commits what
 * comes of it, in one transaction, which `load` fences by the lanes and which may also release them. Tells the lanes that have to be worked
 * on alone, which stay held.
 */
export async function replyToMessages(
  lanes: LeasedLane[],
  load: (tx: Db) => Promise<HeldConversations>,
  commands: readonly Command[],
  { thenRelease }: { thenRelease: boolean },
): Promise<string[]> {
  const { decided, alone } = await transaction(async (tx) => {
    const { now, ...loaded } = await load(tx);
    const { decided, unclear } = await decideMessages(tx, loaded.conversations, now, commands);
    const alone = [...loaded.alone, ...unclear];
    const done = thenRelease ? lanes.filter(({ key }) => !alone.includes(key)) : [];
    await commitMessages(tx, decided, done, now);
    return { decided, alone };
  });
  crashPoint("after_effect_before_ack");
  const replied = decided.filter(({ reply }) => reply);
  if (replied.length > 0) hintWork("outbox");
  if (decided.some(({ later }) => later)) hintWork("later");
  setImmediate(() => {
    for (const { message } of replied.slice(0, MAX_MARKED)) void markRead(message.wamid);
  });
  return alone;
}
