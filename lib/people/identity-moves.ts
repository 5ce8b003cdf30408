import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import type { IdentityChange } from "../whatsapp/webhook/identity-change.ts";
import { findPerson, findPersonById, type Person } from "./identities.ts";
import { mergePerson } from "./identity-merges.ts";
import { upsertPerson } from "./identity-upserts.ts";
import { findLineHolders } from "./lines.ts";
import { suspendPerson } from "./suspensions.ts";

/**
 * Follows a person to their new number and BSUID if Meta's notice names the BSUID that we know; otherwise suspends the link.
 * Returns the person who has the new identity, or null.
 */
export async function followChange(tx: Db, change: IdentityChange, now: Date): Promise<Person | null> {
  const { previousBsuid, to } = change;
  const mover =
    previousBsuid && to.bsuid ? await findPerson(tx, { phone: null, bsuid: previousBsuid }) : null;
  return mover ? movePerson(tx, mover, to) : suspendChanged(tx, change, now);
}

async function movePerson(tx: Db, mover: Person, to: WhatsappAddress): Promise<Person | null> {
  const present = await findPerson(tx, { phone: null, bsuid: to.bsuid });
  if (present?.id === mover.id) return present;
  await freePhone(tx, to, mover.id);
  if (present) await mergePerson(tx, mover, present);
  const id = present?.id ?? mover.id;
  await tx.whatsappUser.update({
    where: { id },
    data: {
      bsuid: to.bsuid,
      ...(present && to.phone === null ? {} : { whatsappPhone: to.phone }),
      ...(mover.bsuid ? { previousBsuids: { push: mover.bsuid } } : {}),
    },
    select: { id: true },
  });
  const userId = mover.account?.id;
  await audit("moved", { whatsappUserId: id, ...(userId ? { userId } : {}) }, tx);
  return findPersonById(tx, id);
}

/** Ends the claim of anybody else to the number, under every spelling, that Meta has just given to this person. */
async function freePhone(tx: Db, { phone, bsuid }: WhatsappAddress, exceptId: string | null): Promise<void> {
  if (!phone) return;
  for (const holder of await findLineHolders(tx, phone)) {
    const isTheirs = holder.id === exceptId || (bsuid !== null && holder.bsuid === bsuid);
    if (!isTheirs) await suspendPerson(tx, holder.id, "recycled_number");
  }
}

async function suspendChanged(tx: Db, { from, to }: IdentityChange, now: Date): Promise<Person | null> {
  const byBsuid = from.bsuid ? await findPerson(tx, { phone: null, bsuid: from.bsuid }) : null;
  const byPhone = from.phone ? await findPerson(tx, { phone: from.phone, bsuid: null }) : null;
  const known = [byBsuid, byPhone].filter((person) => person !== null);
  const old = known.filter(({ bsuid }) => bsuid === null || bsuid !== to.bsuid);
  let hadLink = false;
  for (const id of new Set(old.map((person) => person.id))) {
    hadLink = (await suspendPerson(tx, id, "unproven_change")) || hadLink;
  }
  if (old.length === 0 || (!to.phone && !to.bsuid)) return known[0] ?? null;
  await freePhone(tx, to, null);
  const next = await upsertPerson(tx, to);
  if (hadLink && !next.account) {
    await tx.whatsappUser.update({
      where: { id: next.id },
      data: { suspendedAt: now },
      select: { id: true },
    });
  }
  return next;
}
