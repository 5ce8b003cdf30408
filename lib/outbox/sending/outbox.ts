import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import { LEASE_SECONDS, type SendingQueue } from "../../lanes.ts";
import { STANDING } from "../standing.ts";
import { becomes, OPEN, statusIn } from "../states.ts";
import {
  burstSeconds,
  LANES_AT_ONCE,
  type Lease,
  nameLease,
  OLDEST_OPEN,
  SECONDS_PER_PERSON,
  type SendingLane,
} from "./outbox-lanes.ts";
import { MARKETING_CAPPED, type OutgoingMessage } from "./outgoing.ts";

/** What was found in a lane: a message that is now ours to send, or what must be cleared up first; neither when nothing is due. */
interface LaneContents {
  message: OutgoingMessage | null;
  /** Whether a dead worker left a message in the middle of sending. */
  isInterrupted: boolean;
  /** Whether the oldest message was sent before, and Meta may have taken it. */
  isRepeat: boolean;
}

interface Request {
  lane: SendingLane;
  mayRepeat: boolean;
}

const NOTHING: LaneContents = { message: null, isInterrupted: false, isRepeat: false };

/**
 * What goes to a person is counted in their lane of the outbox, whichever queue it waits in: that row is locked first, so that
 * both queues together keep what the person may get.
 */
const takingFrom = (queue: SendingQueue) =>
  coalesce<Request, LaneContents>(LANES_AT_ONCE, async (requests) => {
    const { rows } = await pool().query<OutgoingMessage & Omit<LaneContents, "message"> & Lease>(
      `with person as materialized (
       select key, paced_until from lanes where queue = 'outbox' and key = any($1) order by key for update
     ), held as materialized (
       select queue, key, holder, person.paced_until, asked.may_repeat
       from unnest($1::text[], $2::text[], $5::boolean[]) as asked (key, holder, may_repeat)
       join lanes using (key, holder) left join person using (key)
       where queue = $8 and lanes.key = any($1) order by key for update of lanes
     ), found as materialized (
       select held.key, holder, oldest.id, oldest.due_at <= now() as is_due, ${statusIn(["unknown"], "oldest")} and not may_repeat as is_repeat,
         exists (select from outbound_messages
           where lane = held.key and queue = held.queue and ${statusIn(["sending"])} and due_at is not null) as is_interrupted
       from held left join ${OLDEST_OPEN} on true
     ), taken as (
       update outbound_messages as m
       set ${becomes("sending")}, attempts = attempts + 1, attempted_at = now(), updated_at = now()
       from found where m.id = found.id and is_due and not is_repeat and not is_interrupted
         and m.due_at <= now() and ${statusIn(OPEN, "m")}
       returning m.*
     ), counted as (
       update lanes set
         lease_until = case when lanes.queue = $8 then now() + make_interval(secs => $4) else lease_until end,
         paced_until = case when lanes.queue = 'outbox'
           then greatest(paced_until, now()) + make_interval(secs => $6) else paced_until end
       from taken where lanes.queue in ('outbox', $8) and key = taken.lane and key = any($1)
     )
     select found.key, holder, coalesce(is_due and is_repeat, false) as "isRepeat", is_interrupted as "isInterrupted",
       m.id, m.whatsapp_user_id as "personId", attempts, refusals, attempted_at as "attemptedAt", failure_code as "lastFailure", purpose, kind, text, sealed_secrets as "sealedSecrets",
       template_name as "templateName", template_language as "templateLanguage",
       template_components as "templateComponents", coalesce(expires_at < now(), false) as "isExpired", now() as now,
       case when m.whatsapp_user_id is null then to_phone else u.whatsapp_phone end as phone,
       case when m.whatsapp_user_id is null then to_bsuid else u.bsuid end as bsuid,
       standing.last_inbound_at as "lastInboundAt", is_marketing and has_refused as "isUnwanted",
       is_marketing and not has_agreed as "isUnasked",
       is_marketing and exists (select from outbound_messages as before where before.whatsapp_user_id = u.id
         and created_at > now() - interval '2 days' and failed_at > now() - interval '1 day'
         and failure_code = $7) as "isTooSoon"
     from found left join taken m on m.id = found.id left join whatsapp_users u on u.id = m.whatsapp_user_id
       cross join lateral (select kind = 'template' and exists (select from message_templates t where t.name = template_name
         and t.language = template_language and upper(t.category) = 'MARKETING') as is_marketing) as sort
       cross join lateral ${STANDING} as standing`,
      [
        requests.map(({ lane }) => lane.key),
        requests.map(({ lane }) => lane.holder),
        burstSeconds(),
        LEASE_SECONDS[queue],
        requests.map(({ mayRepeat }) => mayRepeat),
        SECONDS_PER_PERSON,
        String(MARKETING_CAPPED),
        queue,
      ],
    );
    const byLease = new Map(rows.map((row) => [nameLease(row), row]));
    return requests.map(({ lane }) => {
      const row = byLease.get(nameLease(lane));
      if (!row) return NOTHING;
      const { isInterrupted, isRepeat } = row;
      return { message: row.id === null ? null : row, isInterrupted, isRepeat };
    });
  });

const takeOneOfMany = { outbox: takingFrom("outbox"), bulk: takingFrom("bulk") };

/**
 * Takes the oldest open message of a lane and commits that it is being sent, if it is due, the person has not had too
 * many messages just now, and the lane is still ours, whose lease it renews. One that was sent before is only taken with
 * `mayRepeat`. Callers that come at the same time share a statement.
 */
export function takeNextToSend(lane: SendingLane, mayRepeat = false): Promise<LaneContents> {
  return takeOneOfMany[lane.queue]({ lane, mayRepeat });
}
