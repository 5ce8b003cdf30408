import type pg from "pg";

/** The lane of the one who writes many messages in a row. */
export const BURST_LANE = "US.1000000";

/** Everyone else writes in turn; the burst lies in the middle. */
const MESSAGES = `
  insert into webhook_events (kind, dedupe_key, lane, wamid, payload)
  select 'message', 'm:' || id, lane, id, jsonb_build_object('contacts', '[]'::jsonb, 'message', jsonb_build_object(
    'id', id, 'from', phone, 'from_user_id', lane, 'type', 'text', 'text', '{"body": "status"}'::jsonb,
    'timestamp', extract(epoch from now())::bigint::text))
  from (
    select 'wamid.backlog.' || n as id, (15550000000 + sender)::text as phone, 'US.' || (1000000 + sender) as lane
    from (
      select n, n::float as place, 1 + n % ($2::int - 1) as sender from generate_series(1, $1::int - $3::int) as n
      union all
      select $1::int - n, $1::int / 2 + n / 1000.0, 0 from generate_series(0, $3::int - 1) as n
    ) as numbered order by place
  ) as made`;

const LANES = `
  insert into lanes (queue, key, due_at) select distinct 'inbox', lane, now() from webhook_events where lane is not null`;

/** Puts messages of as many senders into the inbox, as if no worker had run for a while. */
export async function fillInbox(
  database: pg.Pool,
  { messages, senders, burst }: { messages: number; senders: number; burst: number },
): Promise<void> {
  await database.query(MESSAGES, [messages, senders, burst]);
  await database.query(LANES);
  await database.query("analyze webhook_events, lanes");
}

/** Sent messages, and three statuses of each, in no order, waiting to be applied. */
export async function fillStatuses(database: pg.Pool, messages: number): Promise<void> {
  await database.query(
    `insert into outbound_messages (lane, purpose, kind, status, rank, wamid, due_at, source_wamid)
     select 'US.' || n % 1000, 'reply', 'text', 'accepted', 2, 'wamid.sent.' || n, null, 'wamid.source.' || n
     from generate_series(1, $1::int) n`,
    [messages],
  );
  await database.query(
    `insert into webhook_events (kind, dedupe_key, wamid, payload)
     select 'status', 's:' || id || ':' || word, id, jsonb_build_object('status', jsonb_build_object(
       'id', id, 'status', word, 'timestamp', extract(epoch from now())::bigint::text, 'recipient_id', '15551234567',
       'conversation', '{"id": "c0ffee", "origin": {"type": "service"}}'::jsonb,
       'pricing', '{"billable": false, "pricing_model": "PMP", "category": "service"}'::jsonb))
     from (select 'wamid.sent.' || n as id, word, md5(n || word) as place from generate_series(1, $1::int) n,
       unnest(array['sent', 'delivered', 'read']) word order by place) as made`,
    [messages],
  );
  await database.query("analyze webhook_events, outbound_messages");
}

const PEOPLE = `
  insert into whatsapp_users (bsuid, whatsapp_phone, last_inbound_at)
  select 'US.' || (1000000 + n), '+' || (15550000000 + n), now() from generate_series(1, $1::int) n`;

/** Texts by staff to as many people, all of whom have written within the last day. */
export async function fillOutbox(database: pg.Pool, messages: number): Promise<void> {
  await database.query(PEOPLE, [messages]);
  await database.query(
    `insert into outbound_messages (lane, whatsapp_user_id, to_phone, to_bsuid, purpose, kind, text, expires_at)
     select id, id, whatsapp_phone, bsuid, 'staff', 'text', 'Your test starts at 10:00.', now() + interval '1 day'
     from whatsapp_users`,
  );
  await database.query(
    "insert into lanes (queue, key, due_at) select 'outbox', id, now() from whatsapp_users",
  );
  await database.query("analyze whatsapp_users, outbound_messages, lanes");
}

/** Bulk messages to as many people, and others to whom none goes. */
export async function fillBulk(database: pg.Pool, messages: number, others: number): Promise<void> {
  await database.query(PEOPLE, [messages + others]);
  await database.query(
    `insert into outbound_messages (queue, lane, whatsapp_user_id, to_phone, to_bsuid, purpose, kind, text, expires_at)
     select 'bulk', id, id, whatsapp_phone, bsuid, 'broadcast', 'text', 'Your test starts at 10:00.', now() + interval '1 day'
     from whatsapp_users order by whatsapp_phone limit $1`,
    [messages],
  );
  await database.query(
    `insert into lanes (queue, key, due_at) select 'outbox', lane, null::timestamptz from outbound_messages
     union all select 'bulk', lane, now() from outbound_messages`,
  );
  await database.query("analyze whatsapp_users, outbound_messages, lanes");
}
