import { pool } from "../db.ts";
import type { EventState } from "../webhook-events.ts";
import type { StorableEvent } from "./storable-event.ts";

const QUARANTINED: EventState = "quarantined";

/** How a second version of a message is flagged. */
export const REVISION = "revision";

/**
 * Keeps second versions of messages that we already have, for staff to see. The first version counts: it may have its reply
 * already.
 */
export async function keepRevisions(events: StorableEvent[]): Promise<void> {
  const messages = events.filter(({ kind, fault }) => kind === "message" && !fault);
  if (messages.length === 0) return;
  await pool().query(
    `insert into webhook_events (kind, dedupe_key, wamid, payload, state, failure)
     select 'change', 'r:' || t.wamid || ':' || md5((t.payload -> 'message')::text), t.wamid, t.payload, $5, $4
     from unnest($1::text[], $2::text[], $3::jsonb[]) as t(key, wamid, payload)
     join webhook_events known on known.dedupe_key = t.key
     where known.payload -> 'message' is distinct from t.payload -> 'message'
     order by 2 on conflict (dedupe_key) do nothing`,
    [
      messages.map(({ dedupeKey }) => dedupeKey),
      messages.map(({ wamid }) => wamid),
      messages.map(({ payload }) => payload),
      REVISION,
      QUARANTINED,
    ],
  );
}
