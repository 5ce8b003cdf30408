import type { Account } from "../auth/accounts.ts";
import { env } from "../env.ts";
import type { Reply } from "../outbox/reply.ts";
import { maskEmail } from "./mask.ts";

/** The purpose of the reply that tells of a link which the chat has just made. */
export const LINKED = "linked";

/** What a chat is told when it was linked, wherever that was done. */
export function linkedText({ name, email }: Pick<Account, "name" | "email">): string {
  return `✅ Account Linked

This WhatsApp is now connected to your ${env().PLATFORM_NAME} account:

👤 ${name}
📧 ${email}

Send 'status' to check it at any time. If this wasn't you, send 'unlink'.`;
}

/** The reply to the message that has just linked its sender. */
export function linkedReply(account: Pick<Account, "name" | "email">): Reply {
  return { purpose: LINKED, text: linkedText(account) };
}

/** What a linked person is told who wants to link: to which account, masked, and the way to another. */
export function alreadyLinked(email: string): Reply {
  return {
    purpose: "already-linked",
    text: `✅ You're already linked to the ${env().PLATFORM_NAME} account ${maskEmail(email)}.

To use another account, send 'unlink' first.`,
  };
}

/** The reply where both sides gave their proof, but one of them is not free (any more). */
export const CANNOT_LINK: Reply = {
  purpose: "link-impossible",
  text: `❌ This couldn't be connected

The account may already be connected to another WhatsApp. Unlink that one in the settings first, then try again.`,
};
