import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import type { Person } from "./identities.ts";

/** Who may be at an address: the line of its number, everybody at its BSUID or line, and whether somebody has left its BSUID. */
export interface Candidates {
  line: string | null;
  people: Person[];
  /** Whether the BSUID is one that somebody had before Meta told us of another one. */
  isFormer: boolean;
}

type Row = { at: number; line: string | null; isFormer: boolean; person: StoredPerson | null };

type Moments =
  | "linkedAt"
  | "lastInboundAt"
  | "suspendedAt"
  | "optedOutAt"
  | "marketingStoppedAt"
  | "marketingAgreedAt";

/** A person as JSON says it, with moments as texts. */
type StoredPerson = Omit<Person, Moments> & Record<Moments, string | null>;

/** Who may be at each of these addresses, in one query. */
export async function findCandidates(tx: Db, addresses: WhatsappAddress[]): Promise<Candidates[]> {
  const given = JSON.stringify(addresses.map(({ phone, bsuid }, at) => ({ at, phone, bsuid })));
  const rows = await tx.$queryRaw<Row[]>`
    with given as materialized (
      select at, bsuid, spelling_of_line(phone) as line
      from json_to_recordset(${given}::json) as address (at int, phone text, bsuid text)
    )
    select given.at, given.line, exists (
        select from whatsapp_users where previous_bsuids <> '{}' and previous_bsuids @> array[given.bsuid]::varchar[]
      ) as "isFormer", person
    from given left join lateral (
      select id from whatsapp_users where bsuid = given.bsuid
      union select id from whatsapp_users where line = given.line) as known on true
    left join lateral (
      select json_build_object('id', someone.id, 'phone', whatsapp_phone, 'bsuid', someone.bsuid,
        'name', whatsapp_name, 'linkedAt', case when account.id is not null then linked_at end,
        'lastInboundAt', last_inbound_at, 'suspendedAt', suspended_at, 'optedOutAt', opted_out_at,
        'marketingStoppedAt', marketing_stopped_at, 'marketingAgreedAt', marketing_agreed_at,
        'account', case when account.id is not null then json_build_object('id', account.id, 'name', account.name,
          'email', account.email, 'role', account.role) end) as person
      from whatsapp_users as someone
        left join users as account on is_linked and account.id = someone.user_id and account.disabled_at is null
      where someone.id = known.id limit 1) as found on true`;
  const candidates = addresses.map((): Candidates => ({ line: null, people: [], isFormer: false }));
  for (const { at, line, isFormer, person } of rows) {
    const ofAddress = candidates[at];
    if (!ofAddress) continue;
    Object.assign(ofAddress, { line, isFormer });
    if (person) ofAddress.people.push(toPerson(person));
  }
  return candidates;
}

function toPerson(stored: StoredPerson): Person {
  const moment = (written: string | null) => (written === null ? null : new Date(written));
  return {
    ...stored,
    linkedAt: moment(stored.linkedAt),
    lastInboundAt: moment(stored.lastInboundAt),
    suspendedAt: moment(stored.suspendedAt),
    optedOutAt: moment(stored.optedOutAt),
    marketingStoppedAt: moment(stored.marketingStoppedAt),
    marketingAgreedAt: moment(stored.marketingAgreedAt),
  };
}
