import type { Account } from "../auth/accounts.ts";
import { databaseNow, transaction } from "../db.ts";
import { env } from "../env.ts";
import { findPersonById } from "../identities.ts";
import { log } from "../log.ts";
import { queueNotice } from "../messaging/outbound.ts";
import type { Reply } from "../messaging/reply.ts";

/** Tells a person in WhatsApp that their account was linked on the web. Never fails: the link stands without it. */
export function tellLinked(whatsappUserId: string, account: Account): Promise<void> {
  return tell(whatsappUserId, {
    purpose: "notice-linked",
    text: `✅ Account Linked

This WhatsApp is now connected to your ${env().PLATFORM_NAME} account:

👤 ${account.name}
📧 ${account.email}

Send 'status' to check it at any time. If this wasn't you, send 'unlink'.`,
  });
}

/** Tells a person in WhatsApp that their account was unlinked on the web. Never fails. */
export function tellUnlinked(whatsappUserId: string): Promise<void> {
  return tell(whatsappUserId, {
    purpose: "notice-unlinked",
    text: `🔓 Account Unlinked

Your ${env().PLATFORM_NAME} account was disconnected from this WhatsApp on the website.

Send 'link' whenever you want to connect again.`,
  });
}

async function tell(whatsappUserId: string, reply: Reply): Promise<void> {
  try {
    await transaction(async (tx) => {
      const person = await findPersonById(tx, whatsappUserId);
      if (person) await queueNotice(tx, person, reply, await databaseNow(tx));
    });
  } catch (error) {
    log().error({ error, whatsappUserId, purpose: reply.purpose }, "a notice could not be queued");
  }
}
