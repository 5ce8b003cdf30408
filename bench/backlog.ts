import type { Stage } from "./stage.ts";

const MESSAGES = `
  insert into webhook_events (kind, dedupe_key, lane, wamid, payload)
  select 'message', 'm:' || id, lane, id, jsonb_build_object('contacts', '[]'::jsonb, 'message', jsonb_build_object(
    'id', id, 'from', sender, 'from_user_id', lane, 'type', 'text', 'text', '{"body": "status"}'::jsonb,
    'timestamp', extract(epoch from now())::bigint::text))
  from (select 'wamid.backlog.' || n as id, (15550000000 + n % $2)::text as sender, 'US.' || (1000000 + n % $2) as lane
    from generate_series(1, $1::int) n) as made`;

const LANES = `
  insert into lanes (queue, key, due_at) select distinct 'inbox', lane, now() from webhook_events where lane is not null
  on conflict do nothing`;

/** Puts messages of as many senders into the inbox, as if no worker had run for a while. */
export async function fillInbox({ database }: Stage, messages: number, senders: number): Promise<void> {
  await database.query(MESSAGES, [messages, senders]);
  await database.query(LANES);
  await database.query("analyze webhook_events, lanes");
}

/** Puts messages to as many people into the outbox, as if no worker had run for a while. */
export async function fillOutbox({ database }: Stage, messages: number): Promise<void> {
  await database.query(
    `insert into outbound_messages (lane, purpose, kind, template_name, template_language, to_phone)
     select 'person.' || n, 'staff', 'template', 'hello', 'en', '+' || 15550000000 + n from generate_series(1, $1::int) n`,
    [messages],
  );
  await database.query(
    "insert into lanes (queue, key, due_at) select 'outbox', lane, now() from outbound_messages",
  );
  await database.query("analyze outbound_messages, lanes");
}

/** Waits until nothing of a kind is pending any more, and tells how many seconds that took. */
export async function drain({ database }: Stage, isOver: string, limitSeconds: number): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { rows } = await database.query<{ over: boolean }>(`select ${isOver} as over`);
    const seconds = (performance.now() - started) / 1000;
    if (rows[0]?.over) return seconds;
    if (seconds > limitSeconds) return Number.POSITIVE_INFINITY;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Sent messages, and three statuses of each, in no order, waiting to be applied. */
export async function fillStatuses({ database }: Stage, messages: number): Promise<void> {
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
