import { pool } from "../../db.ts";
import { statusIn } from "../../outbox/states.ts";

/** So many minutes after Meta accepted a message, a status of it should have come. */
export const SILENT_MINUTES = 10;

/** How many silent messages Meta is asked about: enough to see a pattern, few enough for its limits. */
const MOST_ASKED = 3;

/** What has come from Meta last, ages in seconds, and which messages it is silent about. */
export interface Arrivals {
  newestEvent: number | null;
  newestStatus: number | null;
  silent: number;
  wamids: string[];
}

const ARRIVALS = `
  with silent as (
    select wamid from outbound_messages
    where ${statusIn(["accepted"])} and wamid is not null and accepted_at < now() - make_interval(mins => ${SILENT_MINUTES})
      and accepted_at > now() - interval '1 day'
    order by accepted_at desc limit 1000
  )
  select (select extract(epoch from now() - max(received_at))::float from webhook_events) as "newestEvent",
    (select extract(epoch from now() - max(greatest(sent_at, delivered_at, read_at, failed_at)))::float
      from outbound_messages where updated_at > now() - interval '7 days') as "newestStatus",
    (select count(*)::int from silent) as silent,
    (select coalesce(array_agg(wamid), '{}') from (select wamid from silent limit ${MOST_ASKED}) as few) as wamids`;

/** What has come from Meta; null while the database cannot be asked. */
export async function readArrivals(): Promise<Arrivals | null> {
  const found = await pool()
    .query<Arrivals>(ARRIVALS)
    .catch(() => null);
  return found?.rows[0] ?? null;
}
