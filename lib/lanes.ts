import type { Db } from "./db.ts";
import { db, pool } from "./db.ts";

/** The two kinds of work that are done in order per person: what came in, and what goes out. */
export type Queue = "inbox" | "outbox";

/** A lane that this worker holds; nobody else works in it until it is released or the lease runs out. */
export interface LeasedLane {
  queue: Queue;
  key: string;
  holder: string;
}

/** How long a lane is held without a sign of life; longer than a call to Meta may take. */
export const LEASE_SECONDS = 15;

/** The PostgreSQL notification channel that tells workers of new work; its payload is the queue. */
export const WAKE_CHANNEL = "connect_wake";

/** Says that a lane has work, at `dueAt` (the database's now unless given). Part of the transaction that adds the work. */
export async function wakeLane(tx: Db, queue: Queue, key: string, dueAt: Date | null = null): Promise<void> {
  await tx.$executeRaw`
    insert into lanes (queue, key, due_at) values (${queue}, ${key}, coalesce(${dueAt}::timestamptz, now()))
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)`;
  await tx.$executeRaw`select pg_notify(${WAKE_CHANNEL}, ${queue})`;
}

/** Takes the lane that has waited longest, or null. Clears its due time first, so that a wake-up during the work is kept. */
export async function claimLane(queue: Queue, holder: string): Promise<LeasedLane | null> {
  const { rows } = await pool().query<{ key: string }>(
    `update lanes set due_at = null, holder = $2, lease_until = now() + make_interval(secs => $3)
     where queue = $1 and key = (
       select key from lanes where queue = $1 and due_at <= now() and lease_until is null
       order by due_at limit 1 for update skip locked)
     returning key`,
    [queue, holder, LEASE_SECONDS],
  );
  return rows[0] ? { queue, key: rows[0].key, holder } : null;
}

/** Keeps a lane for another lease; false when it was lost to someone else meanwhile, and the work must stop. */
export async function keepLane({ queue, key, holder }: LeasedLane): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update lanes set lease_until = now() + make_interval(secs => $4) where queue = $1 and key = $2 and holder = $3`,
    [queue, key, holder, LEASE_SECONDS],
  );
  return rowCount === 1;
}

/** Gives a lane back; `nextDueAt` is when its next work is due, null when none is known. */
export async function releaseLane({ queue, key, holder }: LeasedLane, nextDueAt: Date | null): Promise<void> {
  await pool().query(
    `update lanes set lease_until = null, holder = null, due_at = least(due_at, $4::timestamptz)
     where queue = $1 and key = $2 and holder = $3`,
    [queue, key, holder, nextDueAt],
  );
}

/** Makes the lanes of dead workers due again; tells how many there were. */
export async function freeExpiredLanes(): Promise<number> {
  return db().$executeRaw`
    update lanes set lease_until = null, holder = null, due_at = least(due_at, lease_until) where lease_until < now()`;
}

/** What a worker meets that has lost its lane: someone else goes on with the work. */
export class LaneLostError extends Error {
  override name = "LaneLostError";
}

/** Fences a transaction: throws `LaneLostError` unless the lane is still held, and keeps it from being taken until the transaction ends. */
export async function requireLane(tx: Db, { queue, key, holder }: LeasedLane): Promise<void> {
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from lanes where queue = ${queue} and key = ${key} and holder = ${holder} for update`;
  if (held.length === 0) throw new LaneLostError("The lane was lost to another worker.");
}
