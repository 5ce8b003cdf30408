import type { Db } from "../db.ts";
import { pool } from "../db.ts";

/** A stored event that waits to be worked on. */
export interface PendingEvent {
  id: bigint;
  kind: string;
  payload: unknown;
  receivedAt: Date;
  attempts: number;
}

/** A stored message that waits to be worked on, and in which lane. */
export type PendingMessage = PendingEvent & { lane: string };

/** Seconds until the next try after each failed one; after the last, the event is parked as dead. */
const BACKOFF_SECONDS = [1, 5, 30, 120, 600];

/** How many tries an event gets. */
export const MAX_TRIES = BACKOFF_SECONDS.length + 1;

/** The next due message of a lane, its try already counted (so that one which kills the worker is counted too), or null. */
export async function takeNextMessage(lane: string): Promise<PendingMessage | null> {
  return (await takeMessages([lane], 1))[0] ?? null;
}

/** The oldest due messages of several lanes, each try counted already; in the order in which they came. */
export async function takeMessages(lanes: string[], limit: number): Promise<PendingMessage[]> {
  const { rows } = await pool().query<PendingMessage>(
    `with taken as (
       update webhook_events set attempts = attempts + 1
       where id in (select id from webhook_events
         where lane = any($1) and state = 'pending' and due_at <= now() and attempts < $2 order by id limit $3)
       returning id, lane, kind, payload, received_at as "receivedAt", attempts)
     select * from taken order by id`,
    [lanes, MAX_TRIES, limit],
  );
  return rows;
}

/** Gives back messages whose try failed through no fault of theirs, or did not take place: they are due as before, and it does not count. */
export async function returnMessages(events: PendingMessage[]): Promise<void> {
  if (events.length === 0) return;
  await pool().query(
    "update webhook_events set attempts = attempts - 1 where id = any($1) and state = 'pending'",
    [events.map(({ id }) => id)],
  );
}

/** When the next message of each of several lanes is due; lanes without one are left out. Parks those whose last try ended with the worker's death. */
export async function nextMessagesDueAt(lanes: string[]): Promise<Map<string, Date>> {
  await pool().query(
    `update webhook_events set state = 'dead', failure = coalesce(failure, 'worker_died')
     where lane = any($1) and state = 'pending' and attempts >= $2 and due_at <= now()`,
    [lanes, MAX_TRIES],
  );
  const { rows } = await pool().query<{ lane: string; due: Date }>(
    `select lane, min(due_at) as due from webhook_events where lane = any($1) and state = 'pending' group by lane`,
    [lanes],
  );
  return new Map(rows.map(({ lane, due }) => [lane, due]));
}

/** Ends an event's time as a job, as part of the transaction of its effects; false when another worker did so before. */
export async function finishEvent(
  tx: Db,
  id: bigint,
  state: "done" | "ignored" | "orphaned" = "done",
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update webhook_events set state = ${state}, processed_at = now() where id = ${id} and state = 'pending'`;
  return count === 1;
}

/** Plans the next try of an event that failed, or parks it as dead after the last; `failure` is a code, not a text. */
export async function postponeEvent(
  { id, attempts }: PendingEvent,
  failure: string,
): Promise<"pending" | "dead"> {
  const seconds = BACKOFF_SECONDS[attempts - 1];
  const state = seconds === undefined ? "dead" : "pending";
  await pool().query(
    `update webhook_events set state = $2, failure = $3, attempts = $5, due_at = now() + make_interval(secs => $4)
     where id = $1 and state = 'pending'`,
    [id, state, failure, seconds ?? 0, attempts],
  );
  return state;
}
