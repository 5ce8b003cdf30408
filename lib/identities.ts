import type { Db } from "./db.ts";
import { mergePerson } from "./identity-merges.ts";
import { findLineHolders, type LineHolder } from "./lines.ts";
import { suspendPerson } from "./suspensions.ts";
import type { WhatsappAddress } from "./whatsapp/people.ts";

/** One person on WhatsApp, with the account that is linked to them, if there is one that may be used. */
export interface Person {
  id: string;
  phone: string | null;
  bsuid: string | null;
  name: string | null;
  linkedAt: Date | null;
  lastInboundAt: Date | null;
  /** When their link was suspended, as long as they have not linked again. */
  suspendedAt: Date | null;
  /** When they said STOP to broadcasts; null when they did not, or took it back. */
  optedOutAt: Date | null;
  /** When they stopped marketing messages in WhatsApp's own settings. */
  marketingStoppedAt: Date | null;
  /** When they last agreed to get marketing, if no refusal has ended that since. */
  marketingAgreedAt: Date | null;
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
  suspendedAt: true,
  optedOutAt: true,
  marketingStoppedAt: true,
  marketingAgreedAt: true,
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
  suspendedAt: Date | null;
  optedOutAt: Date | null;
  marketingStoppedAt: Date | null;
  marketingAgreedAt: Date | null;
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
    suspendedAt: row.suspendedAt,
    optedOutAt: row.optedOutAt,
    marketingStoppedAt: row.marketingStoppedAt,
    marketingAgreedAt: row.marketingAgreedAt,
    account: account && { id: account.id, name: account.name, email: account.email, role: account.role },
  };
}

/** The person at an address: by BSUID first, then by phone, under any spelling; null when we do not know them. */
export async function findPerson(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<Person | null> {
  return (bsuid ? await findByBsuid(tx, bsuid) : null) ?? (phone ? findByPhone(tx, phone) : null);
}

async function findByBsuid(tx: Db, bsuid: string): Promise<Person | null> {
  const row = await tx.whatsappUser.findUnique({ where: { bsuid }, select });
  return row && toPerson(row);
}

async function findByPhone(tx: Db, phone: string): Promise<Person | null> {
  const [holder] = await findLineHolders(tx, phone);
  return holder ? findPersonById(tx, holder.id) : null;
}

/** The person who had this BSUID before Meta told us of another one. */
async function findByFormerBsuid(tx: Db, bsuid: string): Promise<Person | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id from whatsapp_users where previous_bsuids <> '{}' and previous_bsuids @> array[${bsuid}]::varchar[] limit 1`;
  return row ? findPersonById(tx, row.id) : null;
}

/** The person with one of our ids, or null. */
export async function findPersonById(tx: Db, id: string): Promise<Person | null> {
  const row = await tx.whatsappUser.findUnique({ where: { id }, select });
  return row && toPerson(row);
}

/** What Meta tells of somebody who wrote: the name they go by now, their username, and when they wrote. */
export interface Told {
  profileName: string | null;
  username: string | null;
  /** Null for what does not open the 24-hour window. */
  wroteAt: Date | null;
}

/** Nothing told but the address. */
export const NOTHING_TOLD: Told = { profileName: null, username: null, wroteAt: null };

/**
 * The person who wrote from `address`, made known if new, with what was told of them. A known phone with another BSUID,
 * under any spelling, is a recycled number: its old owner loses it, and the link with it.
 */
export async function meetPerson(
  tx: Db,
  address: WhatsappAddress,
  { profileName, username, wroteAt }: Told = NOTHING_TOLD,
): Promise<Person> {
  const { known, isFormer } = await recognise(tx, address);
  const id = known?.id ?? (await createPerson(tx, address));
  const isLater = wroteAt !== null && !(known?.lastInboundAt && known.lastInboundAt > wroteAt);
  const row = await tx.whatsappUser.update({
    where: { id },
    data: {
      ...(isLater ? { lastInboundAt: wroteAt } : {}),
      ...(address.phone && !isFormer ? { whatsappPhone: address.phone } : {}),
      ...(address.bsuid && !isFormer ? { bsuid: address.bsuid } : {}),
      ...(profileName ? { whatsappName: profileName, whatsappProfileName: profileName } : {}),
      ...(username ? { whatsappUsername: username } : {}),
    },
    select,
  });
  return toPerson(row);
}

/** Who is at an address, once everybody has lost it whose it is no more; `isFormer` when they have moved on from it. */
async function recognise(
  tx: Db,
  { phone, bsuid }: WhatsappAddress,
): Promise<{ known: Person | null; isFormer: boolean }> {
  const known = bsuid ? await findByBsuid(tx, bsuid) : null;
  const former = bsuid && !known ? await findByFormerBsuid(tx, bsuid) : null;
  if (former) return { known: former, isFormer: true };
  const holders = phone ? await findLineHolders(tx, phone) : [];
  if (!phone || holders.every(({ id }) => id === known?.id)) return { known, isFormer: false };
  return { known: await settleLine(tx, known, holders, bsuid), isFormer: false };
}

/**
 * Makes one person of all that are at a number which somebody has just written from, and takes it from those who have
 * another BSUID: whoever wrote has it now. Those whom only Meta's word joins with it keep theirs. Who has no BSUID is
 * whoever writes from their number, unless that BSUID wrote from another one so far.
 */
async function settleLine(
  tx: Db,
  known: Person | null,
  holders: LineHolder[],
  bsuid: string | null,
): Promise<Person | null> {
  let person = known;
  for (const holder of holders.filter(({ id }) => id !== known?.id)) {
    const other = await findPersonById(tx, holder.id);
    if (!other) continue;
    const theirs = bsuid ?? person?.bsuid ?? null;
    const isForeign = theirs !== null && holder.bsuid !== null && holder.bsuid !== theirs;
    if (isForeign && (bsuid === null || !holder.isSameNumber)) continue;
    const isAtLine = person === null || holders.some(({ id }) => id === person?.id);
    const isUnused = other.lastInboundAt === null && other.account === null;
    if (isForeign || !(isAtLine || isUnused)) {
      await suspendPerson(tx, other.id, "recycled_number");
      continue;
    }
    if (person) await mergePerson(tx, other, person);
    person = await findPersonById(tx, (person ?? other).id);
  }
  return person;
}

async function createPerson(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<string> {
  await tx.whatsappUser.createMany({ data: { whatsappPhone: phone, bsuid }, skipDuplicates: true });
  const row = await tx.whatsappUser.findFirstOrThrow({
    where: bsuid ? { bsuid } : { whatsappPhone: phone },
    select: { id: true },
  });
  return row.id;
}
