import { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import { type EventState, stateIn } from "../webhook-events.ts";

const PENDING = Prisma.raw(stateIn(["pending"]));

/** A stored event that needs no order: a status or another change. */
export interface UnorderedEvent {
  id: string;
  kind: string;
  payload: unknown;
  receivedAt: Date;
  attempts: number;
}

/** What becomes of an event: it is over, or looked at again in some seconds. */
export type Settlement = Extract<EventState, "done" | "ignored" | "orphaned"> | { inSeconds: number };

/** Up to `limit` due events that need no order (of those named, if `ids` is given), locked until the transaction ends. */
export function takeUnorderedEvents(
  tx: Db,
  limit: number,
  ids: string[] | null = null,
): Promise<UnorderedEvent[]> {
  return tx.$queryRaw<UnorderedEvent[]>`
    select id::text as id, kind, payload, received_at as "receivedAt", attempts from webhook_events
    where lane is null and ${PENDING} and due_at <= now()
      and (${ids}::bigint[] is null or id = any(${ids}::bigint[]))
    order by due_at limit ${limit} for update skip locked`;
}

/** Ends the time as jobs of events that were taken, or plans the next look at them, as part of the transaction of their effects. */
export async function settleEvents(tx: Db, settlements: ReadonlyMap<string, Settlement>): Promise<void> {
  if (settlements.size === 0) return;
  const rows = [...settlements].map(([id, settlement]) =>
    typeof settlement === "string"
      ? { id, state: settlement, seconds: null }
      : { id, state: "pending", seconds: settlement.inSeconds },
  );
  await tx.$executeRaw`
    update webhook_events e set
      state = t.state,
      processed_at = case when t.seconds is null then now() end,
      attempts = case when t.seconds is null then e.attempts else e.attempts + 1 end,
      due_at = case when t.seconds is null then e.due_at else now() + make_interval(secs => t.seconds) end
    from json_to_recordset(${JSON.stringify(rows)}::json) as t(id bigint, state text, seconds float8)
    where e.id = t.id and e.id = any(${[...settlements.keys()]}::bigint[])`;
}
