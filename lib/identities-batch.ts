import type pg from "pg";
import type { Person, Told } from "./identities.ts";
import type { WhatsappAddress } from "./whatsapp/people.ts";

type WithId = WhatsappAddress & { id: string };

/** Someone who wrote, as far as their messages tell. */
export type Sender = Told & { address: WhatsappAddress };

/** A person whom a sender may be, and the line of their number. */
type Candidate = Person & { line: string | null };

/**
 * Meets many senders at once, as `meetPerson` does one. Null for those whose number or BSUID leads to anything but
 * themselves alone: these are met one by one, with all care.
 */
export async function meetPeople(client: pg.ClientBase, senders: Sender[]): Promise<(Person | null)[]> {
  const lines = await findLines(client, senders);
  const lineOf = ({ address: { phone } }: Sender) => (phone === null ? null : (lines.get(phone) ?? null));
  const known = await findCandidates(client, senders, [...new Set(lines.values())]);
  const isShared = findShared(senders, lineOf);
  const former = await findFormerBsuids(client, senders);
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

/** The lines of the senders' numbers: one for all spellings of one number. */
async function findLines(client: pg.ClientBase, senders: Sender[]): Promise<Map<string, string>> {
  const phones = senders.map(({ address }) => address.phone).filter((phone) => phone !== null);
  if (phones.length === 0) return new Map();
  const { rows } = await client.query<{ phone: string; line: string }>(
    "select phone, line_of(phone) as line from unnest($1::text[]) as given (phone)",
    [phones],
  );
  return new Map(rows.map(({ phone, line }) => [phone, line]));
}

async function findCandidates(
  client: pg.ClientBase,
  senders: Sender[],
  lines: string[],
): Promise<Candidate[]> {
  const bsuids = senders.map(({ address }) => address.bsuid).filter((bsuid) => bsuid !== null);
  const { rows } = await client.query<Candidate>(
    `select person.id, line, whatsapp_phone as phone, bsuid, whatsapp_name as name, last_inbound_at as "lastInboundAt",
      suspended_at as "suspendedAt", opted_out_at as "optedOutAt", marketing_stopped_at as "marketingStoppedAt",
      marketing_agreed_at as "marketingAgreedAt", case when account.id is not null then linked_at end as "linkedAt",
      case when account.id is not null then json_build_object('id', account.id, 'name', account.name,
        'email', account.email, 'role', account.role) end as account
    from whatsapp_users as person
      left join users as account on is_linked and account.id = person.user_id and account.disabled_at is null
    where bsuid = any($1) or line = any($2)`,
    [bsuids, lines],
  );
  return rows;
}

/** Which of the senders' BSUIDs someone had before Meta told us of another one. */
async function findFormerBsuids(client: pg.ClientBase, senders: Sender[]): Promise<Set<string>> {
  const bsuids = senders.map(({ address }) => address.bsuid).filter((bsuid) => bsuid !== null);
  const { rows } = await client.query<{ bsuid: string }>(
    `select unnest(previous_bsuids) as bsuid from whatsapp_users
     where previous_bsuids <> '{}' and previous_bsuids && $1::varchar[]`,
    [bsuids],
  );
  return new Set(rows.map(({ bsuid }) => bsuid));
}

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
