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

/** Seconds until the next try after each failed one; after the last, the event is parked as dead. */
const BACKOFF_SECONDS = [1, 5, 30, 120, 600];

/** How many tries an event gets. */
export const MAX_TRIES = BACKOFF_SECONDS.length + 1;

const columns = `id, kind, payload, received_at as "receivedAt", attempts`;

/** The next due message of a lane, its try already counted (so that one which kills the worker is counted too), or null. */
export async function takeNextMessage(lane: string): Promise<PendingEvent | null> {
  const { rows } = await pool().query<PendingEvent>(
    `update webhook_events set attempts = attempts + 1
     where id = (select id from webhook_events
       where lane = $1 and state = 'pending' and due_at <= now() and attempts < $2 order by id limit 1)
     returning ${columns}`,
    [lane, MAX_TRIES],
  );
  return rows[0] ?? null;
}

/** When the next message of a lane is due, or null. Parks those whose last try ended with the worker's death. */
export async function nextMessageDueAt(lane: string): Promise<Date | null> {
  await pool().query(
    `update webhook_events set state = 'dead', failure = coalesce(failure, 'worker_died')
     where lane = $1 and state = 'pending' and attempts >= $2 and due_at <= now()`,
    [lane, MAX_TRIES],
  );
  const { rows } = await pool().query<{ due: Date | null }>(
    `select min(due_at) as due from webhook_events where lane = $1 and state = 'pending'`,
    [lane],
  );
  return rows[0]?.due ?? null;
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

/** Gives back an event whose try failed through no fault of its own: it is due as before, and the try does not count. */
export async function returnEvent({ id }: PendingEvent): Promise<void> {
  await pool().query(
    "update webhook_events set attempts = attempts - 1 where id = $1 and state = 'pending'",
    [id],
  );
}
