import pg from "pg";
import { serveParent } from "../child.ts";

/**
 * The least that answering a backlog can cost here: two connections, each with half of the senders, take the messages in
 * their order and do in one statement for 400 at a time what must be written: the person, the message, the reply and its
 * job, and that it is done. Nothing is leased, read, limited or thought about.
 */
const [, , databaseUrl] = process.argv.slice(2);
const CONNECTIONS = 2;
const pool = new pg.Pool({ connectionString: databaseUrl, max: CONNECTIONS });

const ANSWER = `
  with taken as materialized (
    select id, lane, wamid, payload -> 'message' as message, received_at from webhook_events
    where id > $1 and state = 'pending' and lane is not null and abs(hashtext(lane)) % ${CONNECTIONS} = $2
    order by id limit 400 for update
  ), people as (
    insert into whatsapp_users (bsuid, whatsapp_phone, last_inbound_at)
    select distinct lane, '+' || (message ->> 'from'), now() from taken
    on conflict (bsuid) do update set last_inbound_at = excluded.last_inbound_at
    returning id, bsuid
  ), recorded as (
    insert into inbound_messages (wamid, whatsapp_user_id, type, text, sent_at, received_at)
    select wamid, people.id, message ->> 'type', message -> 'text' ->> 'body',
      to_timestamp((message ->> 'timestamp')::bigint), received_at
    from taken join people on people.bsuid = taken.lane
  ), replied as (
    insert into outbound_messages (lane, whatsapp_user_id, to_bsuid, purpose, source_wamid, kind, text)
    select people.id, people.id, people.bsuid, 'status', wamid, 'text', 'ok'
    from taken join people on people.bsuid = taken.lane order by taken.id
  ), woken as (
    insert into lanes (queue, key, due_at) select 'outbox', id::text, now() from people
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)
  )
  update webhook_events set state = 'done', processed_at = now() from taken where webhook_events.id = taken.id
  returning webhook_events.id`;

async function answerHalf(half: number): Promise<void> {
  for (let last = 0; ; ) {
    const { rows } = await pool.query<{ id: string }>({ name: "answer", text: ANSWER, values: [last, half] });
    if (rows.length === 0) return;
    last = Math.max(...rows.map(({ id }) => Number(id)));
  }
}

serveParent(() => Promise.all(Array.from({ length: CONNECTIONS }, (_, half) => answerHalf(half))));
