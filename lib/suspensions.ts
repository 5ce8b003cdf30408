import { audit } from "./audit.ts";
import type { Db } from "./db.ts";
import type { WhatsappAddress } from "./whatsapp/people.ts";

/** Why a link was suspended. */
export type SuspensionReason = "recycled_number" | "unproven_change" | "linked_elsewhere";

/**
 * Takes the number and the link from a person whose number, as far as we can tell, is somebody else's now, and voids
 * the tokens they asked for. Says whether there was a link.
 */
export async function suspendPerson(
  tx: Db,
  whatsappUserId: string,
  reason: SuspensionReason,
): Promise<boolean> {
  const now = new Date();
  const before = await tx.whatsappUser.findUnique({
    where: { id: whatsappUserId },
    select: { isLinked: true },
  });
  await tx.linkToken.updateMany({
    where: { whatsappUserId, endedAt: null },
    data: { endedAt: now, endedAs: "superseded" },
  });
  await tx.whatsappUser.update({
    where: { id: whatsappUserId },
    data: {
      whatsappPhone: null,
      userId: null,
      isLinked: false,
      linkedAt: null,
      linkToken: null,
      linkTokenExpiresAt: null,
      suspendedAt: now,
    },
    select: { id: true },
  });
  await audit("link_suspended", { whatsappUserId, details: { reason } }, tx);
  return before?.isLinked === true;
}

/** A known phone with another BSUID is a recycled number: its old owner loses it, and the link with it. */
export async function takeRecycledPhone(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<void> {
  if (!phone || !bsuid) return;
  const holder = await tx.whatsappUser.findUnique({
    where: { whatsappPhone: phone },
    select: { id: true, bsuid: true },
  });
  if (!holder || holder.bsuid === bsuid) return;
  const isKnownByBsuid = await tx.whatsappUser.findUnique({ where: { bsuid }, select: { id: true } });
  if (holder.bsuid === null && !isKnownByBsuid) return;
  await suspendPerson(tx, holder.id, "recycled_number");
}
