import { pool } from "../db.ts";
import { type ClaimedLane, dueLanes, LEASE_SECONDS, LIGHTLY } from "../lanes.ts";
import { becomesEvent, type EventState, stateIn } from "../webhook-events.ts";

const PENDING = stateIn(["pending"]);

/** A stored event that waits to be worked on. */
interface PendingEvent {
  id: string;
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

/** Lanes that were claimed, their oldest due messages in the order in which they came, and the database's time. */
export interface ClaimedMessages {
  now: Date;
  lanes: ClaimedLane<"inbox">[];
  messages: PendingMessage[];
}

type ClaimedRow = Pick<PendingMessage, "lane"> & { now: Date; isSuspect: boolean } & (
    | PendingMessage
    | { id: null }
  );

/**
 * Takes the lanes that have waited longest, with up to `most` messages shared out evenly among them; suspect lanes come without
 * theirs. A message that was committed meanwhile makes its lane due again when that is given back.
 */
export async function claimMessages(
  holder: string,
  lanesAtMost: number,
  most: number,
): Promise<ClaimedMessages> {
  const { rows } = await pool().query<ClaimedRow>(
    `with ours as materialized (${dueLanes("'inbox'", "$2")}), claimed as (
       update lanes set due_at = null, holder = $1, lease_until = now() + make_interval(secs => $4) from ${LIGHTLY}
       where queue = 'inbox' and key = any(array(select key from ours))
     )
     select clock_timestamp() as now, ours.key as lane, ours.is_suspect as "isSuspect",
       message.id::text as id, kind, payload, received_at as "receivedAt", attempts
     from ours left join lateral (
       select id, kind, payload, received_at, attempts from webhook_events
       where webhook_events.lane = ours.key and not ours.is_suspect and ${PENDING} and due_at <= now()
       order by id limit (select ceil($3::float / count(*))::int from ours)) as message on true
     order by message.id`,
    [holder, lanesAtMost, most, LEASE_SECONDS.inbox],
  );
  const lanes = new Map(
    rows.map(({ lane: key, isSuspect }) => [key, { queue: "inbox" as const, key, holder, isSuspect }]),
  );
  return {
    now: rows[0]?.now ?? new Date(),
    lanes: [...lanes.values()],
    messages: rows.filter((row) => row.id !== null),
  };
}

/** The next due message of a lane, its try already counted (so that one which kills the worker is counted too), or null. */
export async function takeNextMessage(lane: string): Promise<PendingMessage | null> {
  const { rows } = await pool().query<PendingMessage>(
    `update webhook_events set attempts = attempts + 1
     where id = (select id from webhook_events
       where lane = $1 and ${PENDING} and due_at <= now() and attempts < $2 order by id limit 1)
     returning id, lane, kind, payload, received_at as "receivedAt", attempts`,
    [lane, MAX_TRIES],
  );
  return rows[0] ?? null;
}

/** Parks the messages of a lane whose last try ended with the worker's death. */
export async function parkExhausted(lane: string): Promise<void> {
  await pool().query(
    `update webhook_events set ${becomesEvent("dead")}, failure = coalesce(failure, 'worker_died')
     where lane = $1 and ${PENDING} and attempts >= $2 and due_at <= now()`,
    [lane, MAX_TRIES],
  );
}

/** Messages whose tries are to be given back as soon as the database can be reached. */
const owed: string[] = [];

/** Gives back a try that failed through no fault of the message: at once, or, where the database is away, by `returnOwed`. */
export async function returnMessage({ id }: PendingEvent): Promise<void> {
  owed.push(id);
  await returnOwed().catch(() => {});
}

/** Gives back the tries that could not be given back when they failed. */
export async function returnOwed(): Promise<void> {
  if (owed.length === 0) return;
  const ids = owed.splice(0);
  try {
    await pool().query(
      `update webhook_events set attempts = attempts - 1 where id = any($1) and ${PENDING}`,
      [ids],
    );
  } catch (error) {
    owed.push(...ids);
    throw error;
  }
}

/** When the next message of each of several lanes is due; lanes without one are left out. */
export async function nextMessagesDueAt(lanes: string[]): Promise<Map<string, Date>> {
  const { rows } = await pool().query<{ lane: string; due: Date }>(
    `select lane, min(due_at) as due from webhook_events where lane = any($1) and ${PENDING} group by lane`,
    [lanes],
  );
  return new Map(rows.map(({ lane, due }) => [lane, due]));
}

/** Plans the next try of an event that failed, or parks it as dead after the last; `failure` is a code, not a text. */
export async function postponeEvent(
  { id, attempts }: PendingEvent,
  failure: string,
): Promise<Extract<EventState, "pending" | "dead">> {
  const seconds = BACKOFF_SECONDS[attempts - 1];
  const state = seconds === undefined ? "dead" : "pending";
  await pool().query(
    `update webhook_events set state = $2, failure = $3, attempts = $5, due_at = now() + make_interval(secs => $4)
     where id = $1 and ${PENDING}`,
    [id, state, failure, seconds ?? 0, attempts],
  );
  return state;
}
