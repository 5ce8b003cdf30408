import { type Db, db } from "../db.ts";

/** One side of a link, or both. */
export interface Sides {
  userId?: string;
  whatsappUserId?: string;
}

/** Ends all that is under way to link this account or this WhatsApp: tokens, links that wait for a code, invitations. */
export async function endAttempts(tx: Db, { userId, whatsappUserId }: Sides, now: Date): Promise<void> {
  const sides = [...(userId ? [{ userId }] : []), ...(whatsappUserId ? [{ whatsappUserId }] : [])];
  const open = { where: { OR: sides, endedAt: null }, data: { endedAt: now, endedAs: "superseded" } };
  await tx.pendingLink.updateMany(open);
  await tx.invitation.updateMany(open);
  if (!whatsappUserId) return;
  await tx.linkToken.updateMany({ ...open, where: { whatsappUserId, endedAt: null } });
  await tx.whatsappUser.updateMany({
    where: { id: whatsappUserId, linkToken: { not: null } },
    data: { linkToken: null, linkTokenExpiresAt: null },
  });
}

/** Forgets tokens, pending links and invitations that were begun before `before`. */
export async function deleteOldAttempts(before: Date): Promise<void> {
  await db().linkToken.deleteMany({ where: { issuedAt: { lt: before } } });
  await db().invitation.deleteMany({ where: { issuedAt: { lt: before } } });
}
