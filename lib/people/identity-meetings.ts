import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import { findByFormerBsuid, findPerson, findPersonById, type Person } from "./identities.ts";
import { mergePerson } from "./identity-merges.ts";
import { findLineHolders, type LineHolder } from "./lines.ts";
import { suspendPerson } from "./suspensions.ts";

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
  await tx.whatsappUser.update({
    where: { id },
    data: {
      ...(isLater ? { lastInboundAt: wroteAt } : {}),
      ...(address.phone && !isFormer ? { whatsappPhone: address.phone } : {}),
      ...(address.bsuid && !isFormer ? { bsuid: address.bsuid } : {}),
      ...(profileName ? { whatsappName: profileName, whatsappProfileName: profileName } : {}),
      ...(username ? { whatsappUsername: username } : {}),
    },
    select: { id: true },
  });
  return requirePerson(tx, id);
}

/** Who is at an address, once everybody has lost it whose it is no more; `isFormer` when they have moved on from it. */
async function recognise(
  tx: Db,
  { phone, bsuid }: WhatsappAddress,
): Promise<{ known: Person | null; isFormer: boolean }> {
  const known = bsuid ? await findPerson(tx, { phone: null, bsuid }) : null;
  const former = bsuid && !known ? await findByFormerBsuid(tx, bsuid) : null;
  if (former) return { known: former, isFormer: true };
  const holders = phone ? await findLineHolders(tx, phone) : [];
  if (!phone || holders.every(({ id }) => id === known?.id)) return { known, isFormer: false };
  return { known: await settleLine(tx, known, holders, bsuid), isFormer: false };
}

/**
 * Makes one person of all that are at a number which somebody has just written from, and takes it from those who have
 * another BSUID: whoever wrote has it now. Who has no BSUID is whoever writes from their number, unless that BSUID wrote
 * from another one so far.
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
    const isUnused = other.lastInboundAt === null && other.account === null;
    if (isForeign && bsuid === null) continue;
    const isAtLine = person === null || holders.some(({ id }) => id === person?.id);
    if (isForeign || !(isAtLine || isUnused)) {
      await suspendPerson(tx, other.id, "recycled_number");
      continue;
    }
    if (person) await mergePerson(tx, other, person);
    person = await findPersonById(tx, (person ?? other).id);
  }
  return person;
}

async function requirePerson(tx: Db, id: string): Promise<Person> {
  const person = await findPersonById(tx, id);
  if (!person) throw new Error("A person who was just met is not there.");
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
