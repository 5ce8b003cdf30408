import { pool } from "../db.ts";
import { type ClaimedLane, dueLanes, LEASE_SECONDS } from "../lanes.ts";

/** Takes the lanes that have waited longest, and nothing of what is in them. */
export async function claimLanes<Q extends ClaimedLane["queue"]>(
  queue: Q,
  holder: string,
  limit: number,
): Promise<ClaimedLane<Q>[]> {
  const { rows } = await pool().query<{ key: string; isSuspect: boolean }>(
    `update lanes set due_at = null, holder = $2, lease_until = now() + make_interval(secs => $3)
     where queue = $1 and key = any(array(select key from (${dueLanes("$1", "$4")}) as ours))
     returning key, is_suspect as "isSuspect"`,
    [queue, holder, LEASE_SECONDS[queue], limit],
  );
  return rows.map((row) => ({ queue, holder, ...row }));
}

/** Takes the lane that has waited longest, or null. */
export async function claimLane<Q extends ClaimedLane["queue"]>(
  queue: Q,
  holder: string,
): Promise<ClaimedLane<Q> | null> {
  return (await claimLanes(queue, holder, 1))[0] ?? null;
}
