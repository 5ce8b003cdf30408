import type { Reply } from "../outbox/reply.ts";
import type { Situation } from "./command.ts";
import { wasSaid } from "./facts.ts";
import { LINKED } from "./linked.ts";

const RELINK = `🔗 Please link again

WhatsApp tells us that your number or your WhatsApp ID has changed. For your safety, this chat is no longer connected to an account. Send 'link' to connect yours.`;

/** Puts before the first reply after a suspension that the person has to link again: said once, and nothing of any account. */
export function remindToLink(
  { sender, facts }: Pick<Situation, "sender" | "facts">,
  reply: Reply | null,
): Reply | null {
  if (!reply || reply.secrets || reply.purpose === LINKED || !sender.suspendedAt || sender.account)
    return reply;
  if (wasSaid(facts, "relink", sender.suspendedAt)) return reply;
  return { ...reply, purpose: "relink", text: `${RELINK}\n\n${reply.text}` };
}
