import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { isUniqueViolation } from "../database-errors.ts";
import { type Db, databaseNow, db, transaction } from "../db.ts";
import { findLinkOffer, type LinkOffer } from "./offers.ts";
import { refuseLinkedAccount, refuseLinkedWhatsapp, refuseOffer, refuseSimultaneous } from "./refusals.ts";
import { hashToken, readToken } from "./tokens.ts";

/** A WhatsApp identity that is linked to an account. */
export interface Link {
  whatsappUserId: string;
  phone: string | null;
  name: string | null;
  linkedAt: Date;
}

/** A link, and whether this very call made it rather than an earlier one. */
export type ConfirmedLink = Link & { isNew: boolean };

/** A repeat within this time of the first confirmation counts as simultaneous with it, not as a later click. */
const SIMULTANEOUS_MS = 2000;

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
 * Consumes a link token and links its WhatsApp to `account`. Of any number of simultaneous calls one succeeds; a later
 * repeat by the same account is told of the link it has. Throws 404 unknown, 410 over, 409 linked already.
 */
export async function confirmLink(pasted: string, account: Account): Promise<ConfirmedLink> {
  try {
    return await transaction(async (tx) => {
      const token = readToken(pasted);
      const link = token && (await consumeToken(tx, hashToken(token), account, await databaseNow(tx)));
      return link
        ? { ...link, isNew: true }
        : await explainRefusal(tx, await findLinkOffer(pasted, tx), account);
    });
  } catch (error) {
    const refusal = isUniqueViolation(error) ? refuseLinkedAccount() : error;
    await audit("link_refused", { userId: account.id });
    throw refusal;
  }
}

async function consumeToken(tx: Db, tokenHash: string, account: Account, now: Date): Promise<Link | null> {
  const [row] = await tx.whatsappUser.updateManyAndReturn({
    where: { linkToken: tokenHash, linkTokenExpiresAt: { gt: now }, isLinked: false },
    data: {
      userId: account.id,
      isLinked: true,
      linkedAt: now,
      linkToken: null,
      linkTokenExpiresAt: null,
      suspendedAt: null,
    },
    select,
  });
  if (!row) return null;
  await tx.linkToken.update({
    where: { tokenHash },
    data: { endedAt: now, endedAs: "used", usedByUserId: account.id },
    select: { tokenHash: true },
  });
  await audit("linked", { userId: account.id, whatsappUserId: row.id }, tx);
  return toLink(row);
}

async function explainRefusal(tx: Db, offer: LinkOffer | null, account: Account): Promise<ConfirmedLink> {
  if (offer?.linkedUserId === account.id && offer.usedByUserId === account.id && offer.endedAt) {
    const age = (await databaseNow(tx)).getTime() - offer.endedAt.getTime();
    if (age < SIMULTANEOUS_MS) throw refuseSimultaneous();
    const link = await findLink(account, tx);
    if (link) return { ...link, isNew: false };
  }
  if (offer?.state === "valid" && offer.linkedUserId) throw refuseLinkedWhatsapp();
  throw refuseOffer(offer);
}

/** The link of an account, or null. */
export async function findLink(account: Account, tx: Db = db()): Promise<Link | null> {
  const row = await tx.whatsappUser.findFirst({ where: { userId: account.id, isLinked: true }, select });
  return row && toLink(row);
}

/** Ends the link of an account; the link that was, or null if there was none. */
export function deleteLink(account: Account): Promise<Link | null> {
  return transaction((tx) => endLink(tx, { userId: account.id }));
}

/** Ends the link of a WhatsApp identity, from its own chat; says whether there was one. */
export async function deleteLinkOfPerson(tx: Db, whatsappUserId: string): Promise<boolean> {
  return (await endLink(tx, { id: whatsappUserId })) !== null;
}

async function endLink(tx: Db, whose: { userId: string } | { id: string }): Promise<Link | null> {
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
  await audit("unlinked", { userId: before.userId ?? undefined, whatsappUserId: before.id }, tx);
  return toLink(before);
}
