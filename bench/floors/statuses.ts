import pg from "pg";
import { serveParent } from "../child.ts";

/**
 * The least that applying statuses can cost here: one statement for 500 at a time takes them, raises the messages that
 * they are about, and ends them. Nothing is read but what is stored, nothing is retried, failures have no reason.
 */
const [, , databaseUrl] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });

const APPLY = `
  with taken as materialized (
    select id, wamid, payload -> 'status' ->> 'status' as word,
      to_timestamp((payload -> 'status' ->> 'timestamp')::bigint) as at
    from webhook_events where lane is null and state = 'pending' and due_at <= now()
    order by due_at limit 500 for update skip locked
  ), told as (
    select wamid, max(array_position(array['sending', 'accepted', 'sent', 'failed', 'delivered', 'read'], word)) as rank,
      min(at) filter (where word = 'sent') as sent_at, min(at) filter (where word = 'delivered') as delivered_at,
      min(at) filter (where word = 'read') as read_at
    from taken group by wamid
  ), applied as (
    update outbound_messages m set rank = greatest(m.rank, told.rank), updated_at = now(),
      status = case when m.rank < told.rank
        then (array['sending', 'accepted', 'sent', 'failed', 'delivered', 'read'])[told.rank] else m.status end,
      sent_at = least(m.sent_at, told.sent_at), delivered_at = least(m.delivered_at, told.delivered_at),
      read_at = least(m.read_at, told.read_at)
    from told where m.wamid = told.wamid
  )
  update webhook_events set state = 'done', processed_at = now() from taken where webhook_events.id = taken.id`;

serveParent(async () => {
  for (let applied: number | null = 1; applied; ) {
    ({ rowCount: applied } = await pool.query({ name: "apply", text: APPLY }));
  }
});
