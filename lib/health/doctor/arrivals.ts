import { pool } from "../../db.ts";
import { NEWS } from "../news.ts";
import { SILENT } from "../silent.ts";

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
  with silent as materialized (${SILENT}), news as (${NEWS})
  select extract(epoch from now() - "newestEventAt")::float as "newestEvent",
    extract(epoch from now() - "newestStatusAt")::float as "newestStatus",
    (select count(*)::int from silent) as silent,
    (select coalesce(array_agg(wamid), '{}') from (select wamid from silent limit ${MOST_ASKED}) as few) as wamids
  from news`;

/** What has come from Meta; null while the database cannot be asked. */
export async function readArrivals(): Promise<Arrivals | null> {
  const found = await pool()
    .query<Arrivals>(ARRIVALS)
    .catch(() => null);
  return found?.rows[0] ?? null;
}
