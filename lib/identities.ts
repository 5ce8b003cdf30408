import { audit } from "./audit.ts";
import type { Db } from "./db.ts";
import type { WhatsappAddress } from "./whatsapp/people.ts";

/** One person on WhatsApp, with the account that is linked to them, if there is one that may be used. */
export interface Person {
  id: string;
  phone: string | null;
  bsuid: string | null;
  name: string | null;
  linkedAt: Date | null;
  lastInboundAt: Date | null;
  account: { id: string; name: string; email: string; role: string } | null;
}

const select = {
  id: true,
  whatsappPhone: true,
  bsuid: true,
  whatsappName: true,
  linkedAt: true,
  isLinked: true,
  lastInboundAt: true,
  user: { select: { id: true, name: true, email: true, role: true, disabledAt: true } },
} as const;

type Row = {
  id: string;
  whatsappPhone: string | null;
  bsuid: string | null;
  whatsappName: string | null;
  linkedAt: Date | null;
  isLinked: boolean;
  lastInboundAt: Date | null;
  user: { id: string; name: string; email: string; role: string; disabledAt: Date | null } | null;
};

function toPerson({ whatsappPhone, whatsappName, isLinked, user, ...row }: Row): Person {
  const account = isLinked && user && !user.disabledAt ? user : null;
  return {
    id: row.id,
    phone: whatsappPhone,
    bsuid: row.bsuid,
    name: whatsappName,
    linkedAt: account ? row.linkedAt : null,
    lastInboundAt: row.lastInboundAt,
    account: account && { id: account.id, name: account.name, email: account.email, role: account.role },
  };
}

/** The person at an address: by BSUID first, then by phone; null when we do not know them. */
export async function findPerson(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<Person | null> {
  const byBsuid = bsuid ? await tx.whatsappUser.findUnique({ where: { bsuid }, select }) : null;
  if (byBsuid) return toPerson(byBsuid);
  const byPhone = phone
    ? await tx.whatsappUser.findUnique({ where: { whatsappPhone: phone }, select })
    : null;
  return byPhone && toPerson(byPhone);
}

/** The person with one of our ids, or null. */
export async function findPersonById(tx: Db, id: string): Promise<Person | null> {
  const row = await tx.whatsappUser.findUnique({ where: { id }, select });
  return row && toPerson(row);
}

/**
 * The person who wrote from `address`, made known if new, with the name they go by now and the time that they wrote
 * (null for what does not open the 24-hour window).
 * A known phone with another BSUID is a recycled number: its old owner loses it, and the link with it.
 */
export async function meetPerson(
  tx: Db,
  address: WhatsappAddress,
  profileName: string | null,
  wroteAt: Date | null,
): Promise<Person> {
  await takeRecycledPhone(tx, address);
  const known = await findPerson(tx, address);
  const id = known?.id ?? (await createPerson(tx, address));
  const isLater = wroteAt !== null && !(known?.lastInboundAt && known.lastInboundAt > wroteAt);
  const row = await tx.whatsappUser.update({
    where: { id },
    data: {
      ...(isLater ? { lastInboundAt: wroteAt } : {}),
      ...(address.phone ? { whatsappPhone: address.phone } : {}),
      ...(address.bsuid ? { bsuid: address.bsuid } : {}),
      ...(profileName ? { whatsappName: profileName, whatsappProfileName: profileName } : {}),
    },
    select,
  });
  return toPerson(row);
}

async function createPerson(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<string> {
  await tx.whatsappUser.createMany({ data: { whatsappPhone: phone, bsuid }, skipDuplicates: true });
  const row = await tx.whatsappUser.findFirstOrThrow({
    where: bsuid ? { bsuid } : { whatsappPhone: phone },
    select: { id: true },
  });
  return row.id;
}

async function takeRecycledPhone(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<void> {
  if (!phone || !bsuid) return;
  const holder = await tx.whatsappUser.findUnique({
    where: { whatsappPhone: phone },
    select: { id: true, bsuid: true },
  });
  if (!holder || holder.bsuid === bsuid) return;
  const isKnownByBsuid = await tx.whatsappUser.findUnique({ where: { bsuid }, select: { id: true } });
  if (holder.bsuid === null && !isKnownByBsuid) return;
  const now = new Date();
  await tx.linkToken.updateMany({
    where: { whatsappUserId: holder.id, endedAt: null },
    data: { endedAt: now, endedAs: "superseded" },
  });
  await tx.whatsappUser.update({
    where: { id: holder.id },
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
  await audit("link_suspended", { whatsappUserId: holder.id, details: { reason: "recycled_number" } }, tx);
}
