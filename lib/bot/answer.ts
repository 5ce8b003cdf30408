import { hasHeard } from "../messaging/outbound.ts";
import type { Reply } from "../messaging/reply.ts";
import type { IncomingMessage } from "../whatsapp/message.ts";
import type { CommandContext } from "./command.ts";
import { commands } from "./commands/index.ts";
import { listCommands } from "./help.ts";
import { remindToLink } from "./relink.ts";
import { isTooTalkative, quietReply } from "./talkative.ts";
import { findCommand } from "./words.ts";

/** How old a message may be, in minutes, and still be answered. */
const LATE_MINUTES = 15;

/** Media often come several at a time; one answer does for all of them. */
const BURST_MINUTES = 1;

const MEDIA = new Set([
  "image",
  "video",
  "audio",
  "document",
  "sticker",
  "location",
  "contacts",
  "unsupported",
  "order",
]);

/** What to answer to a message, null for nothing: late ones, groups, reactions and system notices get no answer. */
export async function answer(message: IncomingMessage, context: CommandContext): Promise<Reply | null> {
  const { sender, now, tx } = context;
  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  if (message.isInGroup || message.sentAt < minutesAgo(LATE_MINUTES)) return null;
  if (message.text === null && !MEDIA.has(message.type)) return null;
  if (await isTooTalkative(context)) return quietReply(context);
  if (message.text === null) {
    if (await hasHeard(tx, sender, "media", minutesAgo(BURST_MINUTES))) return null;
    return { purpose: "media", text: `📎 I can only read text messages.\n\n${listCommands(commands)}` };
  }
  return remindToLink(context, await answerText(message.text, context));
}

async function answerText(text: string, context: CommandContext): Promise<Reply | null> {
  const command = findCommand(text);
  if (command) return command.run(context);
  return { purpose: "unknown", text: `🤔 I didn't understand that.\n\n${listCommands(commands)}` };
}
