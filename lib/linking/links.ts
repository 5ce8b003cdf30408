import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { type Db, databaseNow, db, transaction } from "../db.ts";
import { recordAgreement } from "../messaging/consent.ts";
import { endAttempts, type Sides } from "./attempts.ts";

/** A WhatsApp identity that is linked to an account. */
export interface Link {
  whatsappUserId: string;
  phone: string | null;
  name: string | null;
  linkedAt: Date;
}

/** Which of its proofs made a link: the button of the page, the digits sent in the chat, or the YES in the chat. */
type LinkProof = "page" | "code" | "invitation";

/** Who ends a link, and from where, as the audit trail says it. */
interface Doer {
  action: "unlinked" | "staff_unlinked";
  actorId?: string | undefined;
  address?: string | undefined;
  details?: { reason: "moved" };
}

/** Who proves that two belong together, how and from where; `replaces` is the WhatsApp that the account may lose for it. */
interface Proof {
  proof: LinkProof;
  actorId?: string;
  address?: string | undefined;
  replaces?: string | null | undefined;
}

/** A link that was just made, and the WhatsApp whose link to the account ended for it. */
export type MadeLink = Link & { replaced: string | null };

const select = { id: true, whatsappPhone: true, whatsappName: true, linkedAt: true } as const;

function toLink(row: {
  id: string;
  whatsappPhone: string | null;
  whatsappName: string | null;
  linkedAt: Date | null;
}): Link {
  return {
    whatsappUserId: row.id,
    phone: row.whatsappPhone,
    name: row.whatsappName,
    linkedAt: row.linkedAt ?? new Date(0),
  };
}

/**
 * Links a WhatsApp and an account that have both given their proof, and ends what else was under way for either. Linking
 * agrees to announcements, as all that ask for it say; unlinking does not take that back, which is what STOP is for. Null
 * where the account may not be used any more or has a link that it does not replace, or the WhatsApp is linked already.
 */
export async function makeLink(
  tx: Db,
  { userId, whatsappUserId }: Required<Sides>,
  now: Date,
  { proof, replaces, ...who }: Proof,
): Promise<MadeLink | null> {
  if (!(await lockAccount(tx, userId)) || !(await lockFreeWhatsapp(tx, whatsappUserId))) return null;
  const old = await findLinkOf(tx, userId);
  if (old && old.whatsappUserId !== replaces) return null;
  if (old) await endLink(tx, { userId }, { action: "unlinked", ...who, details: { reason: "moved" } });
  const [row] = await tx.whatsappUser.updateManyAndReturn({
    where: { id: whatsappUserId, isLinked: false },
    data: { userId, isLinked: true, linkedAt: now, suspendedAt: null },
    select,
  });
  if (!row) return null;
  await endAttempts(tx, { userId, whatsappUserId }, now);
  await recordAgreement(tx, whatsappUserId, { how: "linking", at: now });
  await audit("linked", { ...who, userId, whatsappUserId, details: { proof } }, tx);
  return { ...toLink(row), replaced: old?.whatsappUserId ?? null };
}

/** Makes all that link this account wait for one another; false where the account is gone or disabled. */
export async function lockAccount(tx: Db, userId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from users where id = ${userId}::uuid and disabled_at is null for no key update`;
  return rows.length > 0;
}

/**
 * The same for the account of something under way, before it is changed: all that change both lock the account first, so
 * that no two of them wait for each other.
 */
export async function lockAccountOf(tx: Db, attempt: { userId: string } | null): Promise<void> {
  if (attempt) await lockAccount(tx, attempt.userId);
}

/** Makes all that link this WhatsApp wait for one another; false where it is linked already. */
async function lockFreeWhatsapp(tx: Db, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from whatsapp_users where id = ${id}::uuid and not is_linked for no key update`;
  return rows.length > 0;
}

/** The link of an account, or null. */
export function findLink(account: Pick<Account, "id">, tx: Db = db()): Promise<Link | null> {
  return findLinkOf(tx, account.id);
}

async function findLinkOf(tx: Db, userId: string): Promise<Link | null> {
  const row = await tx.whatsappUser.findFirst({ where: { userId, isLinked: true }, select });
  return row && toLink(row);
}

/** Ends the link of an account, by its own hand; the link that was, or null if there was none. */
export function deleteLink(account: Account, address?: string): Promise<Link | null> {
  const doer: Doer = { action: "unlinked", actorId: account.id, address };
  return transaction((tx) => endLink(tx, { userId: account.id }, doer));
}

/** Ends the link of a WhatsApp by the hand of staff; the link that was, or null if there was none. */
export function deleteLinkByStaff(
  staff: Account,
  whatsappUserId: string,
  address: string,
): Promise<Link | null> {
  const doer: Doer = { action: "staff_unlinked", actorId: staff.id, address };
  return transaction((tx) => endLink(tx, { id: whatsappUserId }, doer));
}

/** Ends the link of a WhatsApp identity, from its own chat; says whether there was one. */
export async function deleteLinkOfPerson(tx: Db, whatsappUserId: string): Promise<boolean> {
  return (await endLink(tx, { id: whatsappUserId }, { action: "unlinked" })) !== null;
}

async function endLink(
  tx: Db,
  whose: { userId: string } | { id: string },
  { action, ...who }: Doer,
): Promise<Link | null> {
  const before = await tx.whatsappUser.findFirst({
    where: { ...whose, isLinked: true },
    select: { ...select, userId: true },
  });
  if (!before) return null;
  const { count } = await tx.whatsappUser.updateMany({
    where: { id: before.id, isLinked: true, userId: before.userId },
    data: { userId: null, isLinked: false, linkedAt: null },
  });
  if (count === 0) return null;
  await endAttempts(tx, { whatsappUserId: before.id }, await databaseNow(tx));
  await audit(action, { ...who, userId: before.userId ?? undefined, whatsappUserId: before.id }, tx);
  return toLink(before);
}
