import { hasHeard } from "../outbox/outbound.ts";
import type { Reply } from "../outbox/reply.ts";
import type { CommandContext } from "./command.ts";
import { LINKED } from "./linked.ts";

const RELINK = `🔗 Please link again

WhatsApp tells us that your number or your WhatsApp id has changed. For safety this chat is connected to no account now. Send 'link' to connect yours.`;

/** Puts before the first answer after a suspension that the person has to link again: said once, and nothing of any account. */
export async function remindToLink(context: CommandContext, reply: Reply | null): Promise<Reply | null> {
  const { sender, tx } = context;
  if (!reply || reply.secrets || reply.purpose === LINKED || !sender.suspendedAt || sender.account)
    return reply;
  if (await hasHeard(tx, sender, "relink", sender.suspendedAt)) return reply;
  return { purpose: "relink", text: `${RELINK}\n\n${reply.text}` };
}
