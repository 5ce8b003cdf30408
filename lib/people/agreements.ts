import type { Db } from "../db.ts";

/** That a person agreed to get marketing: by START, by linking, or on paper or by word, which staff say who and how. */
type Agreement = { at: Date } & (
  | { how: "chat" | "linking" }
  | { how: "staff"; recordedBy: string; note: string }
);

/**
 * Appends to the ledger that a person agreed to get marketing; it ends no STOP. False, and nothing is appended, where
 * they have refused it since then.
 */
export async function recordAgreement(tx: Db, personId: string, agreement: Agreement): Promise<boolean> {
  await tx.$executeRaw`select 1 from whatsapp_users where id = ${personId}::uuid for update`;
  const refusedSince = await tx.consentEvent.findFirst({
    where: { whatsappUserId: personId, value: "out", at: { gt: agreement.at } },
    select: { id: true },
  });
  if (refusedSince) return false;
  await tx.consentEvent.create({
    data: { whatsappUserId: personId, what: "marketing", value: "in", ...agreement },
    select: { id: true },
  });
  await renewAgreement(tx, personId);
  return true;
}

/** What linking agrees to, as it is said wherever that is decided. */
export function agreeByLinking(platform: string): string {
  return `By linking, you agree to get announcements from ${platform} in WhatsApp. To stop them, send STOP at any time.`;
}

/**
 * Lets a STOP go with an account that moves to another WhatsApp, unless that one has agreed since: a new number is no
 * START.
 */
export async function keepRefusal(tx: Db, fromId: string, toId: string): Promise<void> {
  const carried = await tx.$queryRaw<unknown[]>`
    update whatsapp_users as mover set opted_out_at = left_behind.opted_out_at from whatsapp_users as left_behind
    where mover.id = ${toId}::uuid and left_behind.id = ${fromId}::uuid and mover.opted_out_at is null
      and left_behind.opted_out_at > coalesce(mover.marketing_agreed_at, '-infinity')
    returning mover.id`;
  if (carried.length === 0) return;
  await tx.$executeRaw`
    insert into consent_events (whatsapp_user_id, what, value, how, at)
    select id, 'broadcasts', 'out', 'moved', opted_out_at from whatsapp_users where id = ${toId}::uuid`;
}

/** Lets hold what the ledger says of a person's agreement. */
export async function renewAgreement(tx: Db, personId: string): Promise<void> {
  await tx.$executeRaw`
    update whatsapp_users set marketing_agreed_at = agreement_of(id) where id = ${personId}::uuid`;
}
