import type { Account } from "../auth/accounts.ts";
import { linkedText } from "../bot/linked.ts";
import { type Db, databaseNow, transaction } from "../db.ts";
import { env } from "../env.ts";
import { hintWork } from "../lanes.ts";
import { CODE_LIFETIME_MINUTES } from "../lifetimes.ts";
import { log } from "../log.ts";
import { queueNotice } from "../outbox/outbound.ts";
import type { Reply } from "../outbox/reply.ts";
import { agreeByLinking } from "../people/agreements.ts";
import { findPersonById } from "../people/identities.ts";
import { durationInWords } from "../time.ts";

/** Tells a person in WhatsApp that their account was linked on the web. Never fails: the link stands without it. */
export function tellLinked(whatsappUserId: string, account: Account): Promise<void> {
  return tell(whatsappUserId, { purpose: "notice-linked", text: linkedText(account) });
}

/** Asks a person in WhatsApp for the six digits that the page shows to whoever confirmed there. Never fails. */
export function askForCode(whatsappUserId: string): Promise<void> {
  return tell(whatsappUserId, {
    purpose: "notice-code",
    text: `🔢 One more step

The page where you confirmed shows six digits. Send them here within ${durationInWords(CODE_LIFETIME_MINUTES)}.

${agreeByLinking(env().PLATFORM_NAME)}

Not you? Do nothing, and nothing will be linked.`,
  });
}

/** Tells a person in WhatsApp that staff ended their link. Never fails. */
export function tellUnlinkedByStaff(whatsappUserId: string): Promise<void> {
  return tell(whatsappUserId, {
    purpose: "notice-unlinked",
    text: `🔓 Account Unlinked

The staff of ${env().PLATFORM_NAME} disconnected this WhatsApp from your account.

Questions? Ask your school. Send 'link' to connect again.`,
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

/** Tells a person in WhatsApp that their account was moved to another one. Never fails. */
export function tellMoved(whatsappUserId: string): Promise<void> {
  return tell(whatsappUserId, movedNotice());
}

/** Queues that notice as part of the transaction that moves the account. */
export function queueMoved(tx: Db, whatsappUserId: string, now: Date): Promise<void> {
  return queueFor(tx, whatsappUserId, movedNotice(), now);
}

function movedNotice(): Reply {
  const { PLATFORM_NAME: platform } = env();
  return {
    purpose: "notice-moved",
    text: `🔁 Account Moved

Your ${platform} account was moved to another WhatsApp, so this chat is no longer connected to it.

If this wasn't you, change your ${platform} password, tell your school, and send 'link' to connect this chat again.`,
  };
}

async function tell(whatsappUserId: string, reply: Reply): Promise<void> {
  try {
    await transaction(async (tx) => queueFor(tx, whatsappUserId, reply, await databaseNow(tx)));
    hintWork("outbox");
  } catch (error) {
    log().error({ error, whatsappUserId, purpose: reply.purpose }, "a notice could not be queued");
  }
}

async function queueFor(tx: Db, whatsappUserId: string, reply: Reply, now: Date): Promise<void> {
  const person = await findPersonById(tx, whatsappUserId);
  if (person) await queueNotice(tx, person, reply, now);
}
