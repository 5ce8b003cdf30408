import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import { findByFormerBsuid, findPerson, findPersonById, type Person } from "./identities.ts";
import { mergePerson } from "./identity-merges.ts";
import { findLineHolders, type LineHolder } from "./lines.ts";
import { suspendPerson } from "./suspensions.ts";

/** Who is at an address; `isFormer` when they have moved on from its BSUID. */
interface Settled {
  person: Person | null;
  isFormer: boolean;
}

/**
 * Finds out who is at an address that leads to more than one person, and takes it from everybody whose it is no more. A
 * known phone with another BSUID, under any spelling, is a recycled number: its old owner loses it, and the link with it.
 */
export async function settleAddress(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<Settled> {
  const known = bsuid ? await findPerson(tx, { phone: null, bsuid }) : null;
  const former = bsuid && !known ? await findByFormerBsuid(tx, bsuid) : null;
  if (former) return { person: former, isFormer: true };
  const holders = phone ? await findLineHolders(tx, phone) : [];
  return { person: await settleLine(tx, known, holders, bsuid), isFormer: false };
}

/** Makes one person of everybody at the number that somebody has just written from. People with another BSUID lose the number. */
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
