import { listOwnTrail, listTrail, type TrailEvent } from "#lib/audit/trail";
import type { Account } from "#lib/auth/accounts";
import { toTimestamp } from "#lib/time";
import type { TrailAnswer } from "./trail-words.ts";

const OWN_EVENTS = 50;

/** A page of the audit trail as the API tells it to its reader: that of one's own account, or everybody's. */
export async function answerTrail(
  reader: Account,
  scope: "own" | "all" = "own",
  limit: number = OWN_EVENTS,
  before?: bigint,
): Promise<TrailAnswer> {
  const { events, nextBefore } = await (scope === "own"
    ? listOwnTrail(reader, limit, before)
    : listTrail(reader, limit, before));
  return { events: events.map(toAnswer), next_before: nextBefore === null ? null : String(nextBefore) };
}

function toAnswer({ id, at, ...event }: TrailEvent): TrailAnswer["events"][number] {
  return { id: String(id), at: toTimestamp(at), ...event };
}
