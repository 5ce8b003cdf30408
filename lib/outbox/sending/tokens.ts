import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import type { SendingQueue } from "../../lanes.ts";
import { hear } from "./circuit-breaker.ts";
import { RECOVERY_SECONDS, SLOWNESS, tokenSeconds } from "./rate-limits.ts";

/** Leave to send one message of our number at a moment; `waitMs` is how long that is from now. */
export interface SendToken {
  at: Date;
  waitMs: number;
}

/** The most of our number's rate that bulk messages get while conversations need some of it. */
export const BULK_SHARE = 0.8;

/** A message that has just come waits for no more than what is reserved for others: so many seconds. */
export const AHEAD_SECONDS = 0.15;

/**
 * More is reserved for bulk messages once less than so many seconds are: early enough for a busy machine to lose nothing of its
 * rate. A conversation gets its token beside what is reserved for others.
 */
const REFILL_SECONDS = 0.1;

/** Conversations are there for so many seconds after one has used our number. */
export const CONVERSATION_SECONDS = 2;

/** Bulk messages wait altogether while a lane of the outbox has been due for so many seconds and nobody has taken it. */
const OVERDUE_SECONDS = 0.25;

/** How soon it is looked again while they do. */
const OVERDUE_WAIT_MS = 50;

/** After so long it is looked again in any case: what holds our number up may have passed. */
const LONGEST_WAIT_MS = 500;

/** Tokens that were reserved, and how long it is worth to wait before more are asked for; null if nothing else is due. */
export interface Tokens {
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

const NOTHING_DUE: Tokens = { tokens: [], waitMs: null };

/**
 * Two clocks, neither of which ever goes back: the number's own moves on by each token that anybody takes, so that no second
 * holds too many. While conversations are there, the one of bulk messages moves on by more than the tokens that they take,
 * which leaves the rest of the number's time to conversations. Nothing here need survive a crash of the database, so nobody
 * waits for its disk.
 */
const RESERVE = `
  with light as materialized (
    select set_config('synchronous_commit', 'off', true)
  ), waiting as materialized (
    select count(*)::int as lanes from (
      select from lanes where queue = $10 and due_at <= now() and lease_until is null limit $4::int) as lane
  ), due as materialized (
    select case when not $11 then lanes when lanes = 0 then $4::int else 0 end as wanted from waiting
  ), fresh as (
    insert into sending_numbers (phone_number_id) select $1 from due where wanted > 0
    on conflict (phone_number_id) do nothing
  ), n as materialized (
    select sending_numbers.*, wanted from light, due, sending_numbers
    where phone_number_id = $1 and wanted > 0 for update of sending_numbers
  ), clock as materialized (
    select n.*, clock_timestamp() as now, $2 * ${SLOWNESS} as step, $10 = 'bulk' as is_bulk,
      $10 = 'bulk' and exists (select from lanes
        where queue = 'outbox' and due_at <= now() - make_interval(secs => $6) and lease_until is null) as is_overdue
    from n
  ), plan as materialized (
    select clock.*, begins_at,
      case when shut_reason is null and not is_overdue
          and begins_at <= now + make_interval(secs => case when is_bulk then $9 when $11 then $5 else $5 + step end)
        then least(wanted, greatest(1, 1 + floor(extract(epoch from now + make_interval(secs => $5) - begins_at)::float / step)::int))
        else 0 end as count,
      case when conversation_at > now - make_interval(secs => $7) then $8::float else 1 end as share
    from clock cross join lateral (
      select greatest(next_slot_at, case when is_bulk then next_bulk_slot_at end, now) as begins_at) as at
  ), reserved as (
    update sending_numbers set next_slot_at = plan.begins_at + make_interval(secs => count * step),
      next_bulk_slot_at = case when is_bulk then plan.begins_at + make_interval(secs => count * step / share)
        else sending_numbers.next_bulk_slot_at end,
      conversation_at = case when is_bulk then sending_numbers.conversation_at else plan.begins_at end
    from plan where sending_numbers.phone_number_id = $1 and count > 0
  )
  select shut_reason is not null as "isOpen", failures_in_a_row as failures, is_overdue as "isOverdue", due.wanted, count,
    begins_at as "beginsAt", extract(epoch from begins_at - clock_timestamp())::float * 1000 as "beginsInMs", step * 1000 as "stepMs"
  from due left join plan on true`;

/**
 * Reserves up to `most` tokens of our number for the messages of a queue that are due, of all workers together, and only for a
 * short time ahead. No two are nearer than `tokenSeconds`, and none is in the past. Bulk messages get none while conversations
 * wait for it, and at most 80 % of its rate while they are there.
 */
export function reserveTokens(queue: SendingQueue, most: number): Promise<Tokens> {
  return reserve(queue, most, AHEAD_SECONDS, false);
}

/**
 * Reserves up to `most` tokens for replies that are about to be committed: those of the next `aheadSeconds`, and none while any
 * conversation waits for its own.
 */
export async function reserveUnasked(most: number, aheadSeconds: number): Promise<SendToken[]> {
  return (await reserve("outbox", most, aheadSeconds, true)).tokens;
}

async function reserve(
  queue: SendingQueue,
  most: number,
  aheadSeconds: number,
  isUnasked: boolean,
): Promise<Tokens> {
  const { rows } = await pool().query<Reserved>(RESERVE, [
    env().WHATSAPP_PHONE_NUMBER_ID,
    tokenSeconds(env().WHATSAPP_MESSAGES_PER_SECOND),
    RECOVERY_SECONDS,
    most,
    aheadSeconds,
    OVERDUE_SECONDS,
    CONVERSATION_SECONDS,
    BULK_SHARE,
    REFILL_SECONDS,
    queue,
    isUnasked,
  ]);
  const [reserved] = rows;
  if (!reserved || reserved.wanted === 0) return NOTHING_DUE;
  if (reserved.beginsAt === null) return { tokens: [], waitMs: 0 };
  hear(reserved);
  const { count, wanted, beginsAt, beginsInMs, stepMs } = reserved;
  if (reserved.isOpen) return NOTHING_DUE;
  if (reserved.isOverdue) return { tokens: [], waitMs: OVERDUE_WAIT_MS };
  if (count === 0)
    return { tokens: [], waitMs: Math.min(LONGEST_WAIT_MS, Math.max(1, beginsInMs - REFILL_SECONDS * 1000)) };
  const tokens = Array.from({ length: count }, (_, index) => ({
    at: new Date(beginsAt.getTime() + index * stepMs),
    waitMs: Math.max(0, beginsInMs + index * stepMs),
  }));
  return { tokens, waitMs: count < wanted ? 0 : null };
}
