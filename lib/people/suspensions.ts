import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { endAttempts } from "./link-attempts.ts";

/** Why a link was suspended. */
type SuspensionReason = "recycled_number" | "unproven_change" | "linked_elsewhere";

/**
 * Takes the number and the link from a person whose number, as far as we can tell, is somebody else's now, and ends
 * what is under way to link them. Says whether there was a link.
 */
export async function suspendPerson(
  tx: Db,
  whatsappUserId: string,
  reason: SuspensionReason,
): Promise<boolean> {
  const now = new Date();
  const before = await tx.whatsappUser.findUnique({
    where: { id: whatsappUserId },
    select: { isLinked: true, userId: true },
  });
  await endAttempts(tx, { whatsappUserId }, now);
  await tx.whatsappUser.update({
    where: { id: whatsappUserId },
    data: {
      whatsappPhone: null,
      userId: null,
      isLinked: false,
      linkedAt: null,
      suspendedAt: now,
    },
    select: { id: true },
  });
  await audit("suspended", { userId: before?.userId ?? undefined, whatsappUserId, details: { reason } }, tx);
  return before?.isLinked === true;
}
