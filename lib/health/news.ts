import { pool } from "../db.ts";
import { PING_FIELD } from "../whatsapp/webhook/ping.ts";

/** How many of the newest webhooks are looked at: among so many, a status is where any come. */
const MOST_LOOKED_AT = 10_000;

/** When Meta told us something last, and when it told what became of a message. */
export interface News {
  newestEventAt: Date | null;
  newestStatusAt: Date | null;
}

/** The SQL of that. */
export const NEWS = `
  select max(received_at) as "newestEventAt", max(received_at) filter (where kind = 'status') as "newestStatusAt"
  from (select kind, received_at, payload from webhook_events order by received_at desc limit ${MOST_LOOKED_AT}) as newest
  where kind <> 'change' or payload ->> 'field' is distinct from '${PING_FIELD}'`;

/** When Meta told us something last. */
export async function readNews(): Promise<News> {
  const { rows } = await pool().query<News>(NEWS);
  return rows[0] ?? { newestEventAt: null, newestStatusAt: null };
}
