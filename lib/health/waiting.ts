import { pool } from "../db.ts";
import { env } from "../env.ts";
import { firstWords } from "../outbox/first-words.ts";
import { findOpenBreaker } from "../outbox/sending/circuit-breaker.ts";
import { burstSeconds } from "../outbox/sending/outbox-lanes.ts";
import { CONVERSATION_SECONDS } from "../outbox/sending/tokens.ts";
import { statusIn } from "../outbox/states.ts";
import { joinRecipients, shownOf } from "./listed-message.ts";
import { explainWait, type WaitCause } from "./waiting-words.ts";
import { IS_BEATING } from "./workers.ts";

/** Of each queue, so many of the messages that have waited longest are looked at; there is no end of them while Meta is away. */
const MOST_COUNTED = 5000;

/** A message that could go, and that no worker has taken for so many seconds, waits for the worker. */
const PROMPT_SECONDS = 3;

/** How many messages wait for one reason. */
export interface WaitCount {
  reason: WaitCause["reason"];
  says: string;
  count: number;
}

/** A message that waits, and why. */
export interface WaitingMessage {
  id: string;
  /** The recipient as the school calls them, else their number. */
  to: string | null;
  /** The member of staff who wrote it; null for the bot. */
  sentBy: string | null;
  sentByUserId: string | null;
  firstWords: string | null;
  templateName: string | null;
  isBulk: boolean;
  status: string;
  createdAt: Date;
  reason: WaitCause["reason"];
  says: string;
  /** When it is tried next, as far as that is known. */
  nextTryAt: Date | null;
}

const oldestOf = (queue: string) => `
  (select * from outbound_messages where queue = '${queue}' and due_at is not null order by sequence limit $1)`;

/** The messages that have waited longest, each with the first thing that keeps it; what is being sent is left out. */
const JUDGED = `
  with number as materialized (
    select coalesce(max(next_slot_at) > now(), false) as is_full, coalesce(bool_or(shut_reason is not null), false) as is_stopped,
      coalesce(max(conversation_at) > now() - make_interval(secs => ${CONVERSATION_SECONDS}), false) or exists (select from lanes
        where queue = 'outbox' and due_at <= now() and lease_until is null) as has_conversations,
      exists (select from worker_heartbeats where ${IS_BEATING}) as has_worker
    from sending_numbers where phone_number_id = $3
  ), open as materialized (
    select *, row_number() over (partition by queue, lane order by sequence) > 1 as is_behind
    from (${oldestOf("outbox")} union all ${oldestOf("bulk")}) as m
  ), judged as materialized (
    select open.*, case
        when not has_worker then 'no_worker'
        when is_stopped then 'stopped'
        when is_behind then 'order'
        when ${statusIn(["unknown"], "open")} then 'unconfirmed'
        when open.due_at > now() and failure_code is not null then 'retry'
        when person.paced_until > now() + make_interval(secs => $2) then 'pace'
        when lane.lease_until is not null then 'now'
        when open.queue = 'bulk' and has_conversations then 'bulk'
        when is_full then 'rate'
        when open.due_at < now() - make_interval(secs => ${PROMPT_SECONDS}) then 'busy'
        else 'now' end as reason,
      person.paced_until - make_interval(secs => $2) as paced_until
    from open cross join number
      left join lanes as lane on lane.queue = open.queue and lane.key = open.lane
      left join lanes as person on person.queue = 'outbox' and person.key = open.lane
    where ${statusIn(["queued", "unknown"], "open")}
  )`;

const COUNTS = `${JUDGED}
  select reason, case when reason = 'retry' then failure_code end as "failureCode", count(*)::int
  from judged group by 1, 2 order by 3 desc, 1, 2`;

const LIST = `${JUDGED}
  select judged.id, judged.queue = 'bulk' as "isBulk", judged.status, template_name as "templateName",
    judged.created_at as "createdAt", reason, writer.name as "sentBy", sent_by_user_id as "sentByUserId",
    failure_code as "failureCode", failure_title as "failureTitle", failure_details as "failureDetails",
    case reason when 'pace' then paced_until when 'retry' then due_at when 'unconfirmed' then due_at end as "nextTryAt",
    ${shownOf("judged")}
  from judged ${joinRecipients("judged")}
    left join users writer on writer.id = sent_by_user_id
  order by judged.queue = 'bulk', judged.sequence limit $1`;

const valuesFor = (most: number) => [most, burstSeconds(), env().WHATSAPP_PHONE_NUMBER_ID];

/** How many messages wait for which reason, the most frequent first; `isMore` where not all that wait were looked at. */
export async function countWaiting(): Promise<{ total: number; isMore: boolean; reasons: WaitCount[] }> {
  const [{ rows }, breaker] = await Promise.all([
    pool().query<WaitCause & { count: number }>(COUNTS, valuesFor(MOST_COUNTED)),
    findOpenBreaker(),
  ]);
  const reasons = rows.map(({ count, ...cause }) => ({
    reason: cause.reason,
    says: explainWait(cause, breaker),
    count,
  }));
  const total = reasons.reduce((sum, { count }) => sum + count, 0);
  return { total, isMore: total >= MOST_COUNTED, reasons };
}

/** The messages that have waited longest, those of conversations first. */
export async function listWaiting(limit: number): Promise<WaitingMessage[]> {
  const [{ rows }, breaker] = await Promise.all([
    pool().query<Omit<WaitingMessage, "says" | "firstWords"> & WaitCause & { text: string | null }>(
      LIST,
      valuesFor(limit),
    ),
    findOpenBreaker(),
  ]);
  return rows.map(({ failureCode, failureTitle, failureDetails, text, ...message }) => ({
    ...message,
    firstWords: firstWords(text),
    says: explainWait({ reason: message.reason, failureCode, failureTitle, failureDetails }, breaker),
  }));
}
