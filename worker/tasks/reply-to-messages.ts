import type { Command } from "#lib/bot/command";
import { crashPoint } from "#lib/crash-points";
import { type Db, transaction } from "#lib/db";
import { hintWork, type LeasedLane, requireLanes } from "#lib/lanes";
import { commitMessages } from "#lib/replies/commit";
import type { Loaded } from "#lib/replies/conversations";
import { decideMessages } from "#lib/replies/decisions";
import { markRead } from "#lib/whatsapp/client";

/** Blue ticks are a courtesy: not more of them than this at a time. */
const MAX_MARKED = 5;

/**
 * The one path from messages to their replies: loads the messages of lanes that are held, decides on them and commits what
 * comes of it, in one transaction that is fenced by the lanes. Gives back the lanes that have to be worked on alone.
 */
export async function replyToMessages(
  lanes: LeasedLane[],
  load: (tx: Db) => Promise<Loaded>,
  commands: readonly Command[],
): Promise<string[]> {
  const { decided, alone } = await transaction(async (tx) => {
    const now = await requireLanes(tx, lanes);
    const loaded = await load(tx);
    const { decided, unclear } = await decideMessages(tx, loaded.conversations, now, commands);
    await commitMessages(tx, decided, now);
    return { decided, alone: [...loaded.alone, ...unclear] };
  });
  crashPoint("after_effect_before_ack");
  const replied = decided.filter(({ reply }) => reply);
  if (replied.length > 0) hintWork("outbox");
  if (decided.some(({ later }) => later)) hintWork("later");
  for (const { message } of replied.slice(0, MAX_MARKED)) void markRead(message.wamid);
  return alone;
}
