import type pg from "pg";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import type { Person } from "./identities.ts";

/** A person whom a sender may be, and the line of their number. */
export type Candidate = Person & { line: string | null };

/** The lines of numbers: one for all spellings of one number. */
export async function findLines(
  client: pg.ClientBase,
  addresses: WhatsappAddress[],
): Promise<Map<string, string>> {
  const phones = addresses.map(({ phone }) => phone).filter((phone) => phone !== null);
  if (phones.length === 0) return new Map();
  const { rows } = await client.query<{ phone: string; line: string }>(
    "select phone, spelling_of_line(phone) as line from unnest($1::text[]) as given (phone)",
    [phones],
  );
  return new Map(rows.map(({ phone, line }) => [phone, line]));
}

/** Everybody who has one of these BSUIDs, or a number of one of these lines. */
export async function findCandidates(
  client: pg.ClientBase,
  addresses: WhatsappAddress[],
  lines: string[],
): Promise<Candidate[]> {
  const bsuids = addresses.map(({ bsuid }) => bsuid).filter((bsuid) => bsuid !== null);
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

/** Which of the BSUIDs someone had before Meta told us of another one. */
export async function findFormerBsuids(
  client: pg.ClientBase,
  addresses: WhatsappAddress[],
): Promise<Set<string>> {
  const bsuids = addresses.map(({ bsuid }) => bsuid).filter((bsuid) => bsuid !== null);
  const { rows } = await client.query<{ bsuid: string }>(
    `select unnest(previous_bsuids) as bsuid from whatsapp_users
     where previous_bsuids <> '{}' and previous_bsuids && $1::varchar[]`,
    [bsuids],
  );
  return new Set(rows.map(({ bsuid }) => bsuid));
}
