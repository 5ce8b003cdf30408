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

/** Says that several lanes have work now. Part of the transaction that adds the work. */
export async function wakeLanes(tx: Db, queue: Queue, keys: string[]): Promise<void> {
  await tx.$executeRaw`
    insert into lanes (queue, key, due_at) select ${queue}, key, now() from unnest(${keys}::text[]) as key
    group by key order by key
    on conflict (queue, key) do update set due_at = least(lanes.due_at, excluded.due_at)`;
  await tx.$executeRaw`select pg_notify(${WAKE_CHANNEL}, ${queue})`;
}

/** Takes the lane that has waited longest, or null. */
export async function claimLane(queue: Queue, holder: string): Promise<LeasedLane | null> {
  return (await claimLanes(queue, holder, 1))[0] ?? null;
}

/**
 * Part of a statement that need not survive a crash of the database, so that nobody waits for its disk: what a worker does
 * in a lane is written to the disk before anybody else hears of it, and with it all that was committed before.
 */
const LIGHT = "light as materialized (select set_config('synchronous_commit', 'off', true))";

/** Takes the lanes that have waited longest. Clears their due times first, so that a wake-up during the work is kept. */
export async function claimLanes(queue: Queue, holder: string, limit: number): Promise<LeasedLane[]> {
  // Materialized, since a subquery that locks must run once only.
  const { rows } = await pool().query<{ key: string }>(
    `with ${LIGHT}, due as materialized (
       select key from light, lanes where queue = $1 and due_at <= now() and lease_until is null
       order by due_at limit $4 for update of lanes skip locked)
     update lanes set due_at = null, holder = $2, lease_until = now() + make_interval(secs => $3)
     from due where lanes.queue = $1 and lanes.key = due.key
     returning lanes.key`,
    [queue, holder, LEASE_SECONDS, limit],
  );
  return rows.map(({ key }) => ({ queue, key, holder }));
}

/** Keeps a lane for another lease; false when it was lost to someone else meanwhile, and the work must stop. */
export async function keepLane(lane: LeasedLane): Promise<boolean> {
  return (await keepLanes([lane])).length === 1;
}

/** Gives a lane back; `nextDueAt` is when its next work is due, null when none is known. */
export async function releaseLane(lane: LeasedLane, nextDueAt: Date | null): Promise<void> {
  await releaseLanes([lane], new Map(nextDueAt ? [[lane.key, nextDueAt]] : []));
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
export async function requireLane(tx: Db, lane: LeasedLane): Promise<void> {
  await requireLanes(tx, [lane]);
}

/** Keeps several lanes of one holder for another lease; those that were lost meanwhile are not among the answer. */
export async function keepLanes(lanes: LeasedLane[]): Promise<LeasedLane[]> {
  const { rows } = await pool().query<{ key: string }>(
    `update lanes set lease_until = now() + make_interval(secs => $4)
     where queue = $1 and key = any($2) and holder = $3 returning key`,
    [lanes[0]?.queue, lanes.map(({ key }) => key), lanes[0]?.holder, LEASE_SECONDS],
  );
  const kept = new Set(rows.map(({ key }) => key));
  return lanes.filter(({ key }) => kept.has(key));
}

/** Gives several lanes of one holder back, each with when its next work is due. */
export async function releaseLanes(lanes: LeasedLane[], nextDueAt: Map<string, Date>): Promise<void> {
  await pool().query(
    `with ${LIGHT}
     update lanes set lease_until = null, holder = null, due_at = least(lanes.due_at, next.due_at)
     from light, unnest($2::text[], $4::timestamptz[]) as next (key, due_at)
     where lanes.queue = $1 and lanes.key = next.key and lanes.holder = $3`,
    [
      lanes[0]?.queue,
      lanes.map(({ key }) => key),
      lanes[0]?.holder,
      lanes.map(({ key }) => nextDueAt.get(key) ?? null),
    ],
  );
}

/** Fences a transaction for several lanes of one holder, as `requireLane` does for one. */
export async function requireLanes(tx: Db, lanes: LeasedLane[]): Promise<void> {
  const keys = lanes.map(({ key }) => key);
  const held = await tx.$queryRaw<unknown[]>`
    select 1 from lanes where queue = ${lanes[0]?.queue} and key = any(${keys}) and holder = ${lanes[0]?.holder}
    order by key for update`;
  if (held.length < lanes.length) throw new LaneLostError("A lane was lost to another worker.");
}
