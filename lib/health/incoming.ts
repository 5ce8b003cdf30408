import { pool } from "../db.ts";
import { stateIn } from "../webhook-events.ts";

/** What has come in and waits to be worked on, and since when. */
export interface Incoming {
  waiting: number;
  isMore: boolean;
  since: Date | null;
}

const MOST_COUNTED = 1000;

const INCOMING = `
  with messages as (
    select from webhook_events where ${stateIn(["pending"])} and lane is not null limit ${MOST_COUNTED}
  ), others as (
    select due_at from webhook_events where ${stateIn(["pending"])} and lane is null order by due_at limit ${MOST_COUNTED}
  )
  select (select count(*)::int from messages) + (select count(*)::int from others) as waiting,
    least((select min(due_at) from lanes where queue = 'inbox' and due_at is not null), (select min(due_at) from others)) as since`;

/** What has come in and waits. */
export async function readIncoming(): Promise<Incoming> {
  const { rows } = await pool().query<Omit<Incoming, "isMore">>(INCOMING);
  const { waiting = 0, since = null } = rows[0] ?? {};
  return { waiting, isMore: waiting >= MOST_COUNTED, since };
}
