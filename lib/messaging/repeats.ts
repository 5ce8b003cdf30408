import { pool } from "../db.ts";

/** Webhooks that came so long after a try, in seconds, would have brought its status as well. */
const REPORTING_SECONDS = 5;

/** How long Meta's own retries of a delivery may lag behind the first webhooks that come through again. */
const CATCHING_UP_SECONDS = 3;

/** After so long without any status at all, silence is taken for an answer. */
const SILENCE_SECONDS = 30;

/**
 * Puts off the repeat of an unconfirmed message for a second while its status may yet settle it: as long as one about it
 * waits to be applied, and until statuses of others show that webhooks do reach us, or have been missing for long; true if it did.
 */
export async function holdRepeat(lane: string): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update outbound_messages as m set due_at = now() + interval '1 second'
     where lane = $1 and status = 'unknown' and due_at <= now() and (
       exists (select 1 from webhook_events where lane is null and state = 'pending' and kind = 'status'
         and payload->'status'->>'biz_opaque_callback_data' like 'v1:' || m.id || ':%')
       or m.attempted_at > now() - make_interval(secs => $4) and not exists (
         select 1 from webhook_events where kind = 'status'
         and received_at > m.attempted_at + make_interval(secs => $2) and received_at < now() - make_interval(secs => $3)))`,
    [lane, REPORTING_SECONDS, CATCHING_UP_SECONDS, SILENCE_SECONDS],
  );
  return rowCount !== 0;
}
