import { type ClaimedLane, claimLanes } from "../lanes.ts";

/** Takes the lane that has waited longest, or null. */
export async function claimLane<Q extends ClaimedLane["queue"]>(
  queue: Q,
  holder: string,
): Promise<ClaimedLane<Q> | null> {
  return (await claimLanes(queue, holder, 1))[0] ?? null;
}
