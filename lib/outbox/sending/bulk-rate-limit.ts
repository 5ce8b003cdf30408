import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import { hear } from "./circuit-breaker.ts";
import { RECOVERY_SECONDS, type SendToken, SLOWNESS, tokenSeconds } from "./rate-limits.ts";

/** The most of our number's rate that bulk messages get while conversations need some of it. */
export const BULK_SHARE = 0.8;

/** A reply that comes while bulk messages go out waits for no more than what is reserved for them: so many seconds. */
export const BULK_AHEAD_SECONDS = 0.15;

/** More is reserved once less than so many seconds are: early enough for a busy machine to lose nothing of its rate. */
const REFILL_SECONDS = 0.1;

/** Conversations are there for so many seconds after one has used our number. */
export const CONVERSATION_SECONDS = 2;

/** Bulk messages wait altogether while a lane of the outbox has been due for so many seconds and nobody has taken it. */
const OVERDUE_SECONDS = 0.25;

/** How soon it is looked again while they do. */
const OVERDUE_WAIT_MS = 50;

/** Tokens for bulk messages; when there are none, `waitMs` is how long it is worth to wait for some, null if nothing is due. */
export interface BulkTokens {
  tokens: SendToken[];
  waitMs: number | null;
}

interface Reserved {
  isOpen: boolean;
  failures: number;
  isOverdue: boolean;
  wanted: number;
  count: number;
  /** Null where our number was never used before, and is only known from now on. */
  beginsAt: Date | null;
  beginsInMs: number;
  stepMs: number;
}

const NOTHING_DUE: BulkTokens = { tokens: [], waitMs: null };

/**
 * Two clocks, neither of which ever goes back: the number's own moves on by each token that anybody takes, so that no second
 * holds too many. While conversations are there, the one of bulk messages moves on by more than the tokens that they take,
 * which leaves the rest of the number's time to conversations.
 */
const RESERVE = `
  with light as materialized (
    select set_config('synchronous_commit', 'off', true)
  ), due as materialized (
    select count(*)::int as wanted from (
      select from lanes where queue = 'bulk' and due_at <= now() and lease_until is null limit $4) as lane
  ), fresh as (
    insert into sending_numbers (phone_number_id) select $1 from due where wanted > 0
    on conflict (phone_number_id) do nothing
  ), n as materialized (
    select sending_numbers.*, wanted from light, due, sending_numbers
    where phone_number_id = $1 and wanted > 0 for update of sending_numbers
  ), clock as materialized (
    select n.*, clock_timestamp() as now, $2 * ${SLOWNESS} as step, exists (
      select from lanes where queue = 'outbox' and due_at <= now() - make_interval(secs => $6) and lease_until is null) as is_overdue
    from n
  ), plan as materialized (
    select clock.*, begins_at,
      case when shut_reason is null and not is_overdue and begins_at <= now + make_interval(secs => $9)
        then least(wanted, 1 + floor(extract(epoch from now + make_interval(secs => $5) - begins_at)::float / step)::int)
        else 0 end as count,
      case when conversation_at > now - make_interval(secs => $7) then $8::float else 1 end as share
    from clock cross join lateral (select greatest(next_slot_at, next_bulk_slot_at, now) as begins_at) as at
  ), reserved as (
    update sending_numbers set next_slot_at = plan.begins_at + make_interval(secs => count * step),
      next_bulk_slot_at = plan.begins_at + make_interval(secs => count * step / share)
    from plan where sending_numbers.phone_number_id = $1 and count > 0
  )
  select shut_reason is not null as "isOpen", failures_in_a_row as failures, is_overdue as "isOverdue", due.wanted, count,
    begins_at as "beginsAt", extract(epoch from begins_at - clock_timestamp())::float * 1000 as "beginsInMs", step * 1000 as "stepMs"
  from due left join plan on true`;

/**
 * Reserves up to `most` tokens of our number for the bulk messages that are due, of all workers together: none while
 * conversations wait for it, at most 80 % of its rate while they are there, and only for a short time ahead.
 */
export async function reserveBulkTokens(most: number): Promise<BulkTokens> {
  const { rows } = await pool().query<Reserved>(RESERVE, [
    env().WHATSAPP_PHONE_NUMBER_ID,
    tokenSeconds(env().WHATSAPP_MESSAGES_PER_SECOND),
    RECOVERY_SECONDS,
    most,
    BULK_AHEAD_SECONDS,
    OVERDUE_SECONDS,
    CONVERSATION_SECONDS,
    BULK_SHARE,
    REFILL_SECONDS,
  ]);
  const [reserved] = rows;
  if (!reserved || reserved.wanted === 0) return NOTHING_DUE;
  if (reserved.beginsAt === null) return { tokens: [], waitMs: 0 };
  hear(reserved);
  const { count, beginsAt, beginsInMs, stepMs } = reserved;
  if (reserved.isOpen) return NOTHING_DUE;
  if (reserved.isOverdue) return { tokens: [], waitMs: OVERDUE_WAIT_MS };
  if (count === 0) return { tokens: [], waitMs: Math.max(1, beginsInMs - REFILL_SECONDS * 1000) };
  const tokens = Array.from({ length: count }, (_, index) => ({
    at: new Date(beginsAt.getTime() + index * stepMs),
    waitMs: Math.max(0, beginsInMs + index * stepMs),
  }));
  return { tokens, waitMs: 0 };
}
