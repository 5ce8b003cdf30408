import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import { findPerson, type Person } from "./identities.ts";
import { type Candidates, findCandidates } from "./identity-candidates.ts";
import { settleAddress } from "./identity-settling.ts";

/** Someone at an address, and what Meta tells of them: the name they go by now, their username, and when they wrote. */
export interface Sender {
  address: WhatsappAddress;
  profileName: string | null;
  username: string | null;
  /** Null for what does not open the 24-hour window. */
  wroteAt: Date | null;
}

/** A person who wrote, and whether nobody knew them before. */
type Upserted = Person & { isNew: boolean };

const NOWHERE: WhatsappAddress = { phone: null, bsuid: null };

/** The person at an address, made known if new, with nothing told of them but that. */
export function upsertPerson(tx: Db, address: WhatsappAddress): Promise<Person> {
  return upsertSender(tx, { address, profileName: null, username: null, wroteAt: null });
}

/** The person who wrote, made known if new; whoever else was at their address loses it where it is theirs no more. */
async function upsertSender(tx: Db, sender: Sender): Promise<Person> {
  const [person] = await upsertSenders(tx, [sender]);
  if (!person) throw new Error("A person who was just made known is not there.");
  return person;
}

/**
 * The people who wrote, made known if new, with what was told of them. Among several senders, null for those whose number
 * or BSUID leads to anything but themselves alone: what becomes of these may change the others, so each goes by itself.
 */
export async function upsertSenders(tx: Db, senders: Sender[]): Promise<(Upserted | null)[]> {
  if (senders.length === 0) return [];
  const candidates = await findCandidates(
    tx,
    senders.map(({ address }) => address),
  );
  const isShared = findShared(senders, candidates);
  const matches = senders.map((sender, at) => match(sender, candidates[at], isShared));
  const created = await createPeople(
    tx,
    senders.filter((_, at) => matches[at] === "nobody"),
  );
  const found = matches.map((matched, at) => {
    if (matched !== "nobody") return matched === "unclear" ? null : { ...matched, isNew: false };
    return created.get(keyOf(senders[at]?.address ?? NOWHERE)) ?? null;
  });
  const [first] = senders;
  if (senders.length === 1 && first && !found[0]) return [await upsertUnclear(tx, first)];
  return updatePeople(tx, senders, found);
}

/** Who is at an address that is not one known person's alone, or whom somebody else has made known at this moment. */
async function upsertUnclear(tx: Db, sender: Sender): Promise<Upserted | null> {
  const { person, isFormer } = await settleAddress(tx, sender.address);
  const known = person ? { ...person, isNew: false } : await createPerson(tx, sender);
  const [updated] = await updatePeople(tx, [isFormer ? { ...sender, address: NOWHERE } : sender], [known]);
  return updated ?? null;
}

const keyOf = ({ phone, bsuid }: WhatsappAddress) => `${bsuid ?? ""} ${phone ?? ""}`;

/** Tells whether a sender's number, under any spelling, or BSUID, or somebody at it, is also another sender's of the same batch. */
function findShared(senders: Sender[], candidates: Candidates[]): (sender: Sender) => boolean {
  const identifiers = new Map(
    senders.map((sender, at) => {
      const { line = null, people = [] } = candidates[at] ?? {};
      const known = people.map(({ id }) => id);
      return [sender, [line, sender.address.bsuid, ...known].filter((identifier) => identifier !== null)];
    }),
  );
  const uses = new Map<string, number>();
  for (const id of [...identifiers.values()].flat()) uses.set(id, (uses.get(id) ?? 0) + 1);
  return (sender) => (identifiers.get(sender) ?? []).some((id) => (uses.get(id) ?? 0) > 1);
}

function match(
  sender: Sender,
  candidates: Candidates | undefined,
  isShared: (sender: Sender) => boolean,
): Person | "nobody" | "unclear" {
  if (!candidates || candidates.isFormer || isShared(sender)) return "unclear";
  const { bsuid } = sender.address;
  const [found, ...others] = candidates.people;
  if (!found) return "nobody";
  const isOwnBsuid = !bsuid || !found.bsuid || found.bsuid === bsuid;
  return others.length === 0 && isOwnBsuid ? found : "unclear";
}

async function createPerson(tx: Db, sender: Sender): Promise<Upserted | null> {
  const created = await createPeople(tx, [sender]);
  const someone = created.get(keyOf(sender.address));
  if (someone) return someone;
  const person = await findPerson(tx, sender.address);
  return person && { ...person, isNew: false };
}

/** Makes people known, by `keyOf` their address; those are missing whom somebody else has made known meanwhile. */
async function createPeople(tx: Db, senders: Sender[]): Promise<Map<string, Upserted>> {
  if (senders.length === 0) return new Map();
  const given = senders.map(({ address, profileName: name, ...told }) => ({ ...address, name, ...told }));
  const rows = await tx.$queryRaw<(WhatsappAddress & { id: string })[]>`
    insert into whatsapp_users
      (whatsapp_phone, bsuid, whatsapp_name, whatsapp_profile_name, whatsapp_username, last_inbound_at)
    select phone, bsuid, name, name, username, "wroteAt" from json_to_recordset(${JSON.stringify(given)}::json)
      as sender (phone text, bsuid text, name text, username text, "wroteAt" timestamptz)
    order by 1, 2 on conflict do nothing returning id, whatsapp_phone as phone, bsuid`;
  const nothing = {
    name: null,
    linkedAt: null,
    lastInboundAt: null,
    suspendedAt: null,
    optedOutAt: null,
    marketingStoppedAt: null,
    marketingAgreedAt: null,
    account: null,
    isNew: true,
  };
  return new Map(rows.map((row) => [keyOf(row), { ...row, ...nothing }]));
}

/** Notes of each person who was known what was told of them; the people as they are since then. */
async function updatePeople(
  tx: Db,
  senders: Sender[],
  people: (Upserted | null)[],
): Promise<(Upserted | null)[]> {
  const rows = senders.flatMap(({ address, profileName, username, wroteAt }, at) => {
    const person = people[at];
    return person && !person.isNew
      ? [{ id: person.id, ...address, name: profileName, username, wroteAt }]
      : [];
  });
  // In one order for all workers, so that two cannot wait for each other.
  rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  if (rows.length > 0)
    await tx.$executeRaw`
    update whatsapp_users as person set
      last_inbound_at = greatest(person.last_inbound_at, told."wroteAt"),
      whatsapp_phone = coalesce(told.phone, whatsapp_phone), bsuid = coalesce(told.bsuid, person.bsuid),
      whatsapp_name = coalesce(told.name, whatsapp_name),
      whatsapp_profile_name = coalesce(told.name, whatsapp_profile_name),
      whatsapp_username = coalesce(told.username, whatsapp_username), updated_at = now()
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as told (id uuid, phone text, bsuid text, name text, username text, "wroteAt" timestamptz)
    where person.id = told.id`;
  return people.map((person, at) => person && updated(person, senders[at]));
}

function updated(person: Upserted, sender: Sender | undefined): Upserted {
  const { address, profileName = null, wroteAt = null } = sender ?? { address: NOWHERE };
  const isLater = wroteAt !== null && !(person.lastInboundAt && person.lastInboundAt > wroteAt);
  return {
    ...person,
    phone: address.phone ?? person.phone,
    bsuid: address.bsuid ?? person.bsuid,
    name: profileName ?? person.name,
    lastInboundAt: isLater ? wroteAt : person.lastInboundAt,
  };
}
