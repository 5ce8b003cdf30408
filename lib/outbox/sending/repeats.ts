import { pool } from "../../db.ts";
import { stateIn } from "../../webhook-events.ts";
import { CALLBACK, HAPPENED_AT } from "../../whatsapp/webhook/stored-payload.ts";
import { OPEN, statusIn } from "../states.ts";
import type { SendingLane } from "./outbox-lanes.ts";

/** A webhook about something that happened so many seconds after a try comes after those about the try itself. */
const REPORTING_SECONDS = 5;

/** How long Meta's own retries of a delivery may lag behind the first webhooks that come through again. */
const CATCHING_UP_SECONDS = 20;

/** How many of the newest webhooks are looked at. */
const WITNESSES = 100;

/** Whether a status about the message has come, and waits to be applied. */
const IS_REPORTED = `exists (select from webhook_events where lane is null and ${stateIn(["pending"])} and kind = 'status'
  and received_at > m.attempted_at and ${CALLBACK} like 'v1:' || m.id || ':%')`;

/** Whether anything else was sent after the message, so that its statuses would tell whether webhooks reach us. */
const IS_FOLLOWED = `exists (select from outbound_messages o where o.id <> m.id
  and o.created_at > m.created_at - interval '1 minute' and o.attempted_at > m.attempted_at)`;

/** Whether the message's status would have reached us by now: later webhooks have, statuses where any are to be expected. */
const WOULD_BE_REPORTED = `exists (
  select from (
    select kind, payload from webhook_events
    where received_at between m.attempted_at + make_interval(secs => $2) and now() - make_interval(secs => $3)
    order by received_at desc limit ${WITNESSES}
  ) as witness
  where ${HAPPENED_AT} >= m.attempted_at + make_interval(secs => $2)
    and (kind = 'status' or kind = 'message' and not ${IS_FOLLOWED}))`;

/** Whether later messages to the same person wait for the message. */
const HOLDS_OTHERS_UP = `exists (select from outbound_messages o where o.lane = m.lane and o.queue = m.queue and o.sequence > m.sequence
  and o.due_at is not null and ${statusIn(OPEN, "o")})`;

/** While later messages wait, it is looked so often whether a status would have come. */
const HURRY_SECONDS = 0.25;

/** So long after its try a message is given up for which later ones wait. */
const GIVE_UP_SECONDS = 8.5;

/** How many statuses of what happened after a try must have come, for it to be judged in a hurry. */
const HURRIED_WITNESSES = 3;

/** A try whose request took longer may have reached Meta late, and so would its status come. */
const SHORT_REQUEST_SECONDS = 2;

/**
 * The same as WOULD_BE_REPORTED, for whom later messages wait: statuses come, none of the last minute's took nearly as long as
 * the message's own would have taken by now, and its request was over at once, or its worker dead.
 */
const WOULD_SOON_BE_REPORTED = `(m.failure_title is null or m.updated_at < m.attempted_at + make_interval(secs => $5)) and (
  select count(*) filter (where happened_at >= m.attempted_at) >= $6
    and max(received_at - happened_at) < now() - m.attempted_at - interval '1 second'
  from (
    select received_at, ${HAPPENED_AT} as happened_at from webhook_events
    where kind = 'status' and received_at > now() - interval '1 minute' order by received_at desc limit ${3 * WITNESSES}
  ) as witness)`;

/**
 * Puts off the repeat of an unconfirmed message while its status may yet settle it: until webhooks about what happened later
 * show that its own would have come. Silence proves nothing, as it is also what an outage of our web server sounds like;
 * when the message is no longer worth sending, or has held up later ones for long enough, it stays unconfirmed. True if
 * there is nothing to repeat now.
 */
export async function holdRepeat({ queue, key }: SendingLane): Promise<boolean> {
  const { rowCount } = await pool().query(
    `update outbound_messages as m
     set due_at = case
       when m.expires_at < now() then null
       when not ${HOLDS_OTHERS_UP} then now() + interval '1 second'
       when m.attempted_at > now() - make_interval(secs => $4) then now() + make_interval(secs => $7) end
     where lane = $1 and queue = $8 and ${statusIn(["unknown"], "m")} and due_at <= now()
       and (m.expires_at < now() or ${IS_REPORTED}
         or not (${WOULD_BE_REPORTED} or ${HOLDS_OTHERS_UP} and ${WOULD_SOON_BE_REPORTED}))`,
    [
      key,
      REPORTING_SECONDS,
      CATCHING_UP_SECONDS,
      GIVE_UP_SECONDS,
      SHORT_REQUEST_SECONDS,
      HURRIED_WITNESSES,
      HURRY_SECONDS,
      queue,
    ],
  );
  return rowCount !== 0;
}
