import type pg from "pg";

/** A stored event that needs no order: a status or another change. */
export interface UnorderedEvent {
  id: string;
  kind: string;
  payload: unknown;
  receivedAt: Date;
  attempts: number;
}

/** What becomes of an event: it is over, or looked at again in some seconds. */
export type Settlement = "done" | "ignored" | "orphaned" | { inSeconds: number };

/** Up to `limit` due events that need no order (of those named, if `ids` is given), locked until the transaction ends. */
export async function takeUnorderedEvents(
  client: pg.ClientBase,
  limit: number,
  ids: string[] | null = null,
): Promise<UnorderedEvent[]> {
  const { rows } = await client.query<UnorderedEvent>(
    `select id, kind, payload, received_at as "receivedAt", attempts from webhook_events
     where lane is null and state = 'pending' and due_at <= now() and ($2::bigint[] is null or id = any($2))
     order by due_at limit $1 for update skip locked`,
    [limit, ids],
  );
  return rows;
}

/** Ends the time as jobs of events that were taken, or plans the next look at them, as part of the transaction of their effects. */
export async function settleEvents(
  client: pg.ClientBase,
  settlements: ReadonlyMap<string, Settlement>,
): Promise<void> {
  if (settlements.size === 0) return;
  const given = [...settlements.values()];
  await client.query(
    `update webhook_events e set
       state = t.state,
       processed_at = case when t.seconds is null then now() end,
       attempts = case when t.seconds is null then e.attempts else e.attempts + 1 end,
       due_at = case when t.seconds is null then e.due_at else now() + make_interval(secs => t.seconds) end
     from unnest($1::bigint[], $2::text[], $3::float8[]) as t(id, state, seconds)
     where e.id = t.id and e.id = any(array(select unnest($1::bigint[])))`,
    [
      [...settlements.keys()],
      given.map((settlement) => (typeof settlement === "string" ? settlement : "pending")),
      given.map((settlement) => (typeof settlement === "string" ? null : settlement.inSeconds)),
    ],
  );
}
