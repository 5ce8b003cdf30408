import type { Reply } from "../outbox/reply.ts";
import type { IncomingMessage } from "../whatsapp/webhook/message.ts";
import type { CommandContext } from "./command.ts";
import { commands } from "./commands/index.ts";
import { findByName, findCommand } from "./find.ts";
import { listCommands, notUnderstood } from "./help.ts";
import { remindToLink } from "./relink.ts";
import { isTooTalkative, quietReply } from "./talkative.ts";
import { readWords, type Words } from "./words.ts";

/** How old a message may be, in minutes, and still be answered. */
const LATE_MINUTES = 15;

/** Media often come several at a time; one answer does for all of them. */
const BURST_MINUTES = 1;

/** What to answer to a message, null for nothing: late ones, groups, reactions and system notices get no answer. */
export async function answer(
  message: IncomingMessage,
  conversation: Omit<CommandContext, "word">,
): Promise<Reply | null> {
  const { now, history } = conversation;
  const words = hear(message.said);
  const heard = findByName(words);
  const context = { ...conversation, word: heard?.name ?? words.line };
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  if (message.isInGroup) return null;
  await heard?.command.effect?.(context);
  if (message.sentAt < minutesAgo(LATE_MINUTES)) return null;
  if (message.manner === "silent") return null;
  if (await isTooTalkative(context)) return quietReply(context);
  const command = findCommand(words);
  if (command) return remindToLink(context, await command.run(context));
  if (message.manner === "words") return remindToLink(context, notUnderstood(commands));
  if (await history.hasHeard("media", minutesAgo(BURST_MINUTES))) return null;
  return { purpose: "media", text: `📎 I can only read text messages.\n\n${listCommands(commands)}` };
}

/**
 * Of what was tapped, a STOP wherever it is, else the payload where that is a word of ours, else the label; all else is
 * said in one place.
 */
function hear(said: string[]): Words {
  const places = said.map(readWords);
  const isStop = (place: Words) => findByName(place)?.command.isHeardInSentence;
  return places.find(isStop) ?? places.find(findByName) ?? places.at(-1) ?? readWords("");
}
