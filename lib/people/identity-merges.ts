import type { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import { renewAgreement } from "./agreements.ts";
import type { Person } from "./identities.ts";
import { endAttempts } from "./link-attempts.ts";
import { suspendPerson } from "./suspensions.ts";

/**
 * Makes two rows one: `present`, who wrote before we were told that they are `former`, takes over the record, what was said
 * last about announcements, and the link, unless they have linked an account of their own by now.
 */
export async function mergePerson(tx: Db, former: Person, present: Person): Promise<void> {
  const link = await tx.whatsappUser.findUniqueOrThrow({
    where: { id: former.id },
    select: { userId: true, isLinked: true, linkedAt: true, previousBsuids: true },
  });
  const isTaken = await tx.whatsappUser.findFirst({
    where: { id: present.id, isLinked: true },
    select: { id: true },
  });
  await endAttempts(tx, { whatsappUserId: former.id }, new Date());
  if (isTaken && link.isLinked) await suspendPerson(tx, former.id, "linked_elsewhere");
  const where = { whatsappUserId: former.id };
  const data = { whatsappUserId: present.id };
  await tx.inboundMessage.updateMany({ where, data });
  await tx.outboundMessage.updateMany({ where, data });
  await tx.consentEvent.updateMany({ where, data });
  await tx.linkToken.updateMany({ where, data });
  await tx.deferredReply.updateMany({ where, data });
  await tx.whatsappUser.delete({ where: { id: former.id }, select: { id: true } });
  await tx.whatsappUser.update({
    where: { id: present.id },
    data: {
      previousBsuids: { push: link.previousBsuids },
      optedOutAt: await standing(tx, present.id, laterOf(present.optedOutAt, former.optedOutAt), [
        { what: "broadcasts" },
        { how: "chat" },
      ]),
      marketingStoppedAt: await standing(
        tx,
        present.id,
        laterOf(present.marketingStoppedAt, former.marketingStoppedAt),
        [{ what: "marketing", how: "user_preferences" }],
      ),
      lastInboundAt: laterOf(present.lastInboundAt, former.lastInboundAt),
      ...(present.name === null ? { whatsappName: former.name } : {}),
      ...(isTaken ? {} : { userId: link.userId, isLinked: link.isLinked, linkedAt: link.linkedAt }),
    },
    select: { id: true },
  });
  await renewAgreement(tx, present.id);
}

/** The last refusal of either, unless the ledger, which is both's by now, has something newer that takes it back. */
async function standing(
  tx: Db,
  whatsappUserId: string,
  refusedAt: Date | null,
  takenBackBy: Prisma.ConsentEventWhereInput[],
): Promise<Date | null> {
  if (!refusedAt) return null;
  const takenBack = await tx.consentEvent.findFirst({
    where: { whatsappUserId, value: "in", at: { gt: refusedAt }, OR: takenBackBy },
    select: { id: true },
  });
  return takenBack ? null : refusedAt;
}

function laterOf(one: Date | null, other: Date | null): Date | null {
  return one && other && one < other ? other : (one ?? other);
}
