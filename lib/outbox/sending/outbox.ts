import { pool } from "../../db.ts";
import { dueLanes, LEASE_SECONDS, type LeasedLane, type SendingQueue } from "../../lanes.ts";
import { MARKETING_CAPPED } from "../../whatsapp/error-codes.ts";
import { becomes, OPEN, statusIn } from "../states.ts";
import { burstSeconds, OLDEST_OPEN, SECONDS_PER_PERSON, type SendingLane } from "./outbox-lanes.ts";
import type { OutgoingMessage } from "./outgoing.ts";

/** What was found in a lane: a message that is now ours to send, or what must be cleared up first; neither when nothing is due. */
interface LaneContents {
  message: OutgoingMessage | null;
  /** Whether a dead worker left a message in the middle of sending. */
  isInterrupted: boolean;
  /** Whether the oldest message was sent before, and Meta may have taken it. */
  isRepeat: boolean;
}

/** A lane that was claimed, and what was found in it. */
export interface ClaimedContents extends LaneContents {
  lane: SendingLane;
}

type Row = Omit<LaneContents, "message"> & Pick<LeasedLane, "key"> & OutgoingMessage;

const NOTHING: LaneContents = { message: null, isInterrupted: false, isRepeat: false };

/** The lanes that have waited longest and that nobody holds. */
const DUE = dueLanes("$1", "$7");

/** The lane that is held already. */
const HELD = "select key from lanes where queue = $1 and key = $7 and holder = $2 for update";

/** Whether a message `m` to a person `u` may go whatever else is known of them: a text to someone who has just written. */
const IS_PLAIN = "kind = 'text' and u.last_inbound_at > now() - interval '23 hours'";

/**
 * Takes the oldest open message of lanes and commits that it is being sent, if it is due and the person has not had too many
 * messages just now, and holds the lanes for a lease. What goes to a person is counted in their lane of the outbox,
 * whichever queue it waits in: that row is locked too, so that both queues together keep what the person may get.
 *
 * A lane's messages may have changed between the statement's view of them and the lock: a message is taken only as it is now,
 * and whoever holds a lane looks at it anew when giving it back, so that what came meanwhile is not missed.
 */
const taking = (lanes: string, mayRepeat: boolean) => `
  with ours as materialized (${lanes}), person as materialized (
    select key, paced_until from lanes where queue = 'outbox' and key = any(array(select key from ours))
    order by key for update
  ), held as materialized (
    select $1::text as queue, key, person.paced_until from ours left join person using (key)
  ), found as materialized (
    select held.key, oldest.id, oldest.due_at <= now() as is_due, ${statusIn(["unknown"], "oldest")} and not ${mayRepeat} as is_repeat,
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
      holder = case when lanes.queue = $1 then $2 else holder end,
      lease_until = case when lanes.queue = $1 then now() + make_interval(secs => $4) else lease_until end,
      due_at = case when lanes.queue = $1 then null else lanes.due_at end,
      paced_until = case when lanes.queue = 'outbox' and taken.id is not null
        then greatest(paced_until, now()) + make_interval(secs => $5) else paced_until end
    from found left join taken on taken.lane = found.key
    where lanes.queue in ('outbox', $1) and lanes.key = found.key and lanes.key = any(array(select key from ours))
  )
  select found.key, coalesce(is_due and is_repeat, false) as "isRepeat", is_interrupted as "isInterrupted",
    m.id, m.whatsapp_user_id as "personId", attempts, refusals, attempted_at as "attemptedAt", failure_code as "lastFailure", purpose, kind, text, buttons, sealed_secrets as "sealedSecrets",
    template_name as "templateName", template_language as "templateLanguage",
    template_components as "templateComponents", coalesce(expires_at < now(), false) as "isExpired", now() as now,
    case when m.whatsapp_user_id is null then to_phone else u.whatsapp_phone end as phone,
    case when m.whatsapp_user_id is null then to_bsuid else u.bsuid end as bsuid,
    coalesce(standing.last_inbound_at, u.last_inbound_at) as "lastInboundAt", is_marketing and has_refused as "isUnwanted",
    is_marketing and not has_agreed as "isUnasked",
    is_marketing and exists (select from outbound_messages as before where before.whatsapp_user_id = u.id
      and created_at > now() - interval '2 days' and failed_at > now() - interval '1 day'
      and failure_code = $6) as "isTooSoon"
  from found left join taken m on m.id = found.id left join whatsapp_users u on u.id = m.whatsapp_user_id
    cross join lateral (select kind = 'template' and exists (select from message_templates t where t.name = template_name
      and t.language = template_language and upper(t.category) = 'MARKETING') as is_marketing) as sort
    left join lateral (select * from standing_of(u.id, to_phone, to_bsuid) where not coalesce(${IS_PLAIN}, false)) as standing on true`;

const CLAIM = taking(DUE, false);
const TAKE = taking(HELD, false);
const REPEAT = taking(HELD, true);

async function take(
  sql: string,
  { queue, holder }: Omit<SendingLane, "key">,
  which: string | number,
): Promise<Row[]> {
  const { rows } = await pool().query<Row>(sql, [
    queue,
    holder,
    burstSeconds(),
    LEASE_SECONDS[queue],
    SECONDS_PER_PERSON,
    String(MARKETING_CAPPED),
    which,
  ]);
  return rows;
}

function toContents(row: Row): LaneContents {
  const { isInterrupted, isRepeat } = row;
  return { message: row.id === null ? null : row, isInterrupted, isRepeat };
}

/** Claims up to `most` of the lanes that have waited longest, each with its oldest message taken to be sent, if it may be. */
export async function claimToSend(
  queue: SendingQueue,
  holder: string,
  most: number,
): Promise<ClaimedContents[]> {
  const rows = await take(CLAIM, { queue, holder }, most);
  return rows.map((row) => ({ lane: { queue, key: row.key, holder }, ...toContents(row) }));
}

/** Takes the oldest message of a lane that is held; one that was sent before only with `mayRepeat`. Nothing once the lane is lost. */
export async function takeNextToSend(lane: SendingLane, mayRepeat = false): Promise<LaneContents> {
  const [row] = await take(mayRepeat ? REPEAT : TAKE, lane, lane.key);
  return row ? toContents(row) : NOTHING;
}
