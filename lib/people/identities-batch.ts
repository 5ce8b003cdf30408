import type pg from "pg";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import type { Person } from "./identities.ts";
import { type Candidate, findCandidates, findFormerBsuids, findLines } from "./identity-candidates.ts";
import type { Told } from "./identity-meetings.ts";

type WithId = WhatsappAddress & { id: string };

/** Someone who wrote, as far as their messages tell. */
export type Sender = Told & { address: WhatsappAddress };

/**
 * Meets many senders at once, as `meetPerson` does one. Null for those whose number or BSUID leads to anything but
 * themselves alone: these are met one by one, with all care.
 */
export async function meetPeople(client: pg.ClientBase, senders: Sender[]): Promise<(Person | null)[]> {
  const addresses = senders.map(({ address }) => address);
  const lines = await findLines(client, addresses);
  const lineOf = ({ address: { phone } }: Sender) => (phone === null ? null : (lines.get(phone) ?? null));
  const known = await findCandidates(client, addresses, [...new Set(lines.values())]);
  const isShared = findShared(senders, lineOf);
  const former = await findFormerBsuids(client, addresses);
  const isUnclear = (sender: Sender) => isShared(sender) || former.has(sender.address.bsuid ?? "");
  const matches = senders.map((sender) =>
    isUnclear(sender) ? "unclear" : match(sender.address, lineOf(sender), known),
  );
  const created = await createPeople(
    client,
    senders.filter((_, at) => matches[at] === "nobody"),
  );
  const people = senders.map((sender, at): Person | null => {
    const matched = matches[at];
    if (matched === "unclear" || matched === undefined) return null;
    return matched === "nobody" ? (created.get(keyOf(sender.address)) ?? null) : toPerson(matched);
  });
  await updatePeople(client, senders, people);
  return people.map((person, at) => person && updated(person, senders[at]));
}

const keyOf = ({ phone, bsuid }: WhatsappAddress) => `${bsuid ?? ""} ${phone ?? ""}`;

const toPerson = ({ line: _, ...person }: Candidate): Person => person;

/** Whether a sender's number, under any spelling, or BSUID is also another sender's of the same batch. */
function findShared(
  senders: Sender[],
  lineOf: (sender: Sender) => string | null,
): (sender: Sender) => boolean {
  const uses = new Map<string, number>();
  const identifiers = (sender: Sender) =>
    [lineOf(sender), sender.address.bsuid].filter((identifier) => identifier !== null);
  for (const id of senders.flatMap(identifiers)) uses.set(id, (uses.get(id) ?? 0) + 1);
  return (sender) => identifiers(sender).some((id) => (uses.get(id) ?? 0) > 1);
}

function match(
  { bsuid }: WhatsappAddress,
  line: string | null,
  known: Candidate[],
): Candidate | "nobody" | "unclear" {
  const atAddress = known.filter(
    (person) => (bsuid !== null && person.bsuid === bsuid) || (line !== null && person.line === line),
  );
  const [found, ...others] = atAddress;
  if (!found) return "nobody";
  const isOwnBsuid = !bsuid || !found.bsuid || found.bsuid === bsuid;
  return others.length === 0 && isOwnBsuid ? found : "unclear";
}

async function createPeople(client: pg.ClientBase, senders: Sender[]): Promise<Map<string, Person>> {
  if (senders.length === 0) return new Map();
  const phones = senders.map(({ address }) => address.phone);
  const bsuids = senders.map(({ address }) => address.bsuid);
  const { rows } = await client.query<WithId>(
    `insert into whatsapp_users (whatsapp_phone, bsuid)
     select * from unnest($1::text[], $2::text[]) as sender (phone, bsuid) order by 1, 2
     on conflict do nothing returning id, whatsapp_phone as phone, bsuid`,
    [phones, bsuids],
  );
  const nothing = {
    name: null,
    linkedAt: null,
    lastInboundAt: null,
    suspendedAt: null,
    optedOutAt: null,
    marketingStoppedAt: null,
    marketingAgreedAt: null,
    account: null,
  };
  return new Map(rows.map((row) => [keyOf(row), { ...row, ...nothing }]));
}

async function updatePeople(
  client: pg.ClientBase,
  senders: Sender[],
  people: (Person | null)[],
): Promise<void> {
  const rows = senders.flatMap(({ address, profileName, username, wroteAt }, at) => {
    const person = people[at];
    return person ? { id: person.id, ...address, name: profileName, username, wroteAt } : [];
  });
  if (rows.length === 0) return;
  // In one order for all workers, so that two cannot wait for each other.
  rows.sort((one, other) => (one.id < other.id ? -1 : 1));
  await client.query(
    `update whatsapp_users as person set
       last_inbound_at = greatest(person.last_inbound_at, met."wroteAt"),
       whatsapp_phone = coalesce(met.phone, whatsapp_phone), bsuid = coalesce(met.bsuid, person.bsuid),
       whatsapp_name = coalesce(met.name, whatsapp_name),
       whatsapp_profile_name = coalesce(met.name, whatsapp_profile_name),
       whatsapp_username = coalesce(met.username, whatsapp_username), updated_at = now()
     from json_to_recordset($1) as met (id uuid, phone text, bsuid text, name text, username text, "wroteAt" timestamptz)
     where person.id = met.id`,
    [JSON.stringify(rows)],
  );
}

function updated(person: Person, sender: Sender | undefined): Person {
  const { address, profileName = null, wroteAt = null } = sender ?? { address: { phone: null, bsuid: null } };
  const isLater = wroteAt !== null && !(person.lastInboundAt && person.lastInboundAt > wroteAt);
  return {
    ...person,
    phone: address.phone ?? person.phone,
    bsuid: address.bsuid ?? person.bsuid,
    name: profileName ?? person.name,
    lastInboundAt: isLater ? wroteAt : person.lastInboundAt,
  };
}
