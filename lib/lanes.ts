import { coalesce } from "./coalesce.ts";
import type { Db } from "./db.ts";
import { db, pool } from "./db.ts";
import { log } from "./log.ts";

/** What goes out: conversations, and what is written to many people at once and gives way to them. */
export type SendingQueue = "outbox" | "bulk";

/** The kinds of work that are done in order per person: what came in, and what goes out. */
type Queue = "inbox" | SendingQueue;

/** A lane that this worker holds; nobody else works in it until it is released or the lease runs out. */
export interface LeasedLane<Q extends Queue = Queue> {
  queue: Q;
  key: string;
  holder: string;
}

/** A lane as it was claimed. */
export interface ClaimedLane<Q extends Queue = Queue> extends LeasedLane<Q> {
  /** Whether its last holder never gave it back: something in it may have killed a worker. */
  isSuspect: boolean;
}

/**
 * How long a lane is held without a sign of life: what comes in is worked on in transactions, which are fenced, so that its
 * lanes need not wait long for a dead worker; while what goes out waits for Meta, its worker says again and again that it lives.
 */
export const LEASE_SECONDS: Record<Queue, number> = { inbox: 5, outbox: 6, bulk: 6 };

/** The PostgreSQL notification channel that tells workers of new work; its payload is the kind of work. */
export const WAKE_CHANNEL = "connect_wake";

/** Says that a lane has work now, for workers to find when they look. Part of the transaction that adds the work. */
export function markLaneDue(tx: Db, queue: Queue, key: string): Promise<void> {
  return markLanesDue(tx, queue, [key]);
}

/** Says that several lanes have work now, for workers to find when they look. Part of the transaction that adds the work. */
export async function markLanesDue(tx: Db, queue: Queue, keys: string[]): Promise<void> {
  await tx.$executeRaw`
    insert into lanes (queue, key, due_at)
    select ${queue}, key, now() from unnest(${keys}::text[]) as key group by key order by key
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)`;
}

/** What workers are told to look for: a queue's lanes, events that need no order, or questions to other systems. */
export const WORK = ["inbox", "outbox", "bulk", "events", "later"] as const;

/** One kind of work that workers look for. */
export type Work = (typeof WORK)[number];

const HINTS_AT_ONCE = 1000;

const tellWorkers = coalesce<Work, void>(HINTS_AT_ONCE, async (hints) => {
  const text = "select pg_notify($1, work) from unnest($2::text[]) as work";
  await pool().query(text, [WAKE_CHANNEL, [...new Set(hints)]]);
  return hints.map(() => undefined);
});

const wakersHere = new Map<Work, () => void>();

/** Tells that this process works on something itself, and what wakes it; returns what ends that. */
export function workHere(work: Work, wake: () => void): () => void {
  wakersHere.set(work, wake);
  return () => void wakersHere.delete(work);
}

/**
 * Has workers look for work that was committed: this process alone where it is a worker, else all by a notification, since
 * notifying inside of a transaction makes all such transactions commit one after the other. Nobody waits for it, and it
 * never fails: workers look by themselves when it is lost.
 */
export function hintWork(work: Work): void {
  const wake = wakersHere.get(work);
  if (wake) {
    wake();
    return;
  }
  tellWorkers(work).catch((error) =>
    log().warn({ error, work }, "workers will find their work by themselves"),
  );
}

/**
 * Part of a statement that need not survive a crash of the database, so that nobody waits for its disk: what a worker does
 * in a lane is written to the disk before anybody else hears of it, and with it all that was committed before.
 */
export const LIGHTLY = "set_config('synchronous_commit', 'off', true)";

/*
 * Statements about many lanes name their keys as an array beside any join: that leads to them by the primary key, also
 * while the planner still believes that a queue has hardly any lanes.
 */

/** The SQL that locks the lanes of a queue that have waited longest and that nobody holds, up to a number of them. */
export function dueLanes(queue: string, limit: string): string {
  return `select key, is_suspect from lanes where queue = ${queue} and due_at <= now() and lease_until is null
    order by due_at limit ${limit} for update skip locked`;
}

/** Gives a lane back; `nextDueAt` is when its next work is due, null when none is known. */
export async function releaseLane(lane: LeasedLane, nextDueAt: Date | null): Promise<void> {
  await releaseLanes([lane], new Map(nextDueAt ? [[lane.key, nextDueAt]] : []));
}

/** Makes the lanes of dead workers due again, as suspect; tells how many there were. */
export async function freeExpiredLanes(): Promise<number> {
  return db().$executeRaw`
    update lanes set lease_until = null, holder = null, is_suspect = true, due_at = least(due_at, lease_until)
    where lease_until < now()`;
}

/** What a worker meets that has lost its lane: someone else goes on with the work. */
export class LaneLostError extends Error {
  override name = "LaneLostError";
}

/**
 * Fences a transaction: throws `LaneLostError` unless one holder's lanes are still held, and keeps them from being taken
 * until the transaction ends. Tells the database's time. The lock keeps claims out, but not news of work.
 */
export async function requireLanes(tx: Db, lanes: LeasedLane[]): Promise<Date> {
  const [first] = lanes;
  if (!first) throw new Error("There is no lane to hold.");
  const rows = await tx.$queryRaw<{ now: Date }[]>`
    select clock_timestamp() as now from lanes
    where queue = ${first.queue} and key = any(${lanes.map(({ key }) => key)}) and holder = ${first.holder} for key share`;
  const now = rows[0]?.now;
  if (!now || rows.length < lanes.length) throw new LaneLostError("A lane was lost to another worker.");
  return now;
}

/** Gives several lanes of one holder back, each with when its next work is due. */
export async function releaseLanes(lanes: LeasedLane[], nextDueAt: Map<string, Date>): Promise<void> {
  await pool().query(
    `update lanes set lease_until = null, holder = null, is_suspect = false, due_at = least(lanes.due_at, next.due_at)
     from unnest($2::text[], $4::timestamptz[]) as next (key, due_at), ${LIGHTLY}
     where lanes.queue = $1 and lanes.key = next.key and lanes.key = any($2) and lanes.holder = $3`,
    [
      lanes[0]?.queue,
      lanes.map(({ key }) => key),
      lanes[0]?.holder,
      lanes.map(({ key }) => nextDueAt.get(key) ?? null),
    ],
  );
}
