import type { Account } from "../auth/accounts.ts";
import { env } from "../env.ts";
import type { Reply } from "../outbox/reply.ts";
import { findPersonById } from "../people/identities.ts";
import type { CommandContext } from "./command.ts";
import { maskEmail } from "./mask.ts";

/** The purpose of the answer that tells of a link which the chat has just made. */
export const LINKED = "linked";

/** What a chat is told when it was linked, wherever that was done. */
export function linkedText({ name, email }: Pick<Account, "name" | "email">): string {
  return `✅ Account Linked

This WhatsApp is now connected to your ${env().PLATFORM_NAME} account:

👤 ${name}
📧 ${email}

Send 'status' to check it at any time. If this wasn't you, send 'unlink'.`;
}

/** The answer to the message that has just linked its sender. */
export async function linkedReply({ sender, tx }: CommandContext): Promise<Reply> {
  const person = await findPersonById(tx, sender.id);
  if (!person?.account) throw new Error("A link that was just made is not there.");
  return { purpose: LINKED, text: linkedText(person.account) };
}

/** What a linked person is told who wants to link: to which account, masked, and the way to another. */
export function alreadyLinked(email: string): Reply {
  return {
    purpose: "already-linked",
    text: `✅ You're already linked to the ${env().PLATFORM_NAME} account ${maskEmail(email)}.

To use another account, send 'unlink' first.`,
  };
}

/** The answer where both sides gave their proof, but one of them is not free (any more). */
export const CANNOT_LINK: Reply = {
  purpose: "link-impossible",
  text: `❌ This could not be connected

The account may be connected to another WhatsApp already. Unlink that one in the settings first, then try again.`,
};
