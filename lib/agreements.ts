import type { Db } from "./db.ts";

/** That a person agreed to get marketing: by START, by linking, or on paper or by word, which staff say who and how. */
export type Agreement = { at: Date } & (
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

/** Lets hold what the ledger says of a person's agreement. */
export async function renewAgreement(tx: Db, personId: string): Promise<void> {
  await tx.$executeRaw`
    update whatsapp_users set marketing_agreed_at = agreement_of(id) where id = ${personId}::uuid`;
}
