import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import { hear } from "./circuit-breaker.ts";

/** How much slower than the limit we send, so that what is late after its token's time never makes a second too full. */
const HEADROOM = 1.04;

/** How many tokens are reserved in one statement. */
const MOST_AT_ONCE = 200;

/** Leave to send one message of our number at a moment; `waitMs` is how long that is from now. */
export interface SendToken {
  at: Date;
  waitMs: number;
}

/** How many times slower than allowed we send at most, after Meta has found us too fast again and again. */
const MAX_SLOWNESS = 8;

/** Refusals that come within so many seconds are about the same rate, and slow it down once. */
const SAME_RATE_SECONDS = 5;

/** Seconds in which half of being slowed down is forgotten. */
export const RECOVERY_SECONDS = 30;

/** How many times slower than allowed our number `n` sends now; $3 is how fast it recovers. */
export const SLOWNESS = `greatest(1, n.slowness * 0.5 ^ (extract(epoch from clock_timestamp() - n.slowed_at)::float / $3))`;

/** Seconds between two messages of our number, at `perSecond` messages a second. */
export function tokenSeconds(perSecond: number): number {
  return HEADROOM / perSecond;
}

interface Reserved {
  endsAt: Date;
  endsInMs: number;
  slowness: number;
  failures: number;
  isOpen: boolean;
}

/**
 * Reserves the next `count` tokens of our number for conversations, of all workers together; null while the circuit breaker is
 * open. No two tokens are nearer than `tokenSeconds`, and none is in the past. They need not survive a crash of the database,
 * so nobody waits for its disk.
 */
export async function reserveSendTokens(count: number): Promise<SendToken[] | null> {
  const number = env().WHATSAPP_PHONE_NUMBER_ID;
  const seconds = tokenSeconds(env().WHATSAPP_MESSAGES_PER_SECOND);
  const { rows } = await pool().query<Reserved>(
    `with light as (select set_config('synchronous_commit', 'off', true))
     insert into sending_numbers as n (phone_number_id, next_slot_at, conversation_at)
     select $1, clock_timestamp() + make_interval(secs => $2), clock_timestamp() from light
     on conflict (phone_number_id) do update set conversation_at = greatest(n.next_slot_at, clock_timestamp()),
       next_slot_at = case when n.shut_reason is null
         then greatest(n.next_slot_at, clock_timestamp()) + make_interval(secs => $2 * ${SLOWNESS}) else n.next_slot_at end
     returning next_slot_at as "endsAt", extract(epoch from next_slot_at - clock_timestamp())::float * 1000 as "endsInMs",
       ${SLOWNESS} as slowness, failures_in_a_row as failures, shut_reason is not null as "isOpen"`,
    [number, count * seconds, RECOVERY_SECONDS],
  );
  const [reserved] = rows;
  if (!reserved) throw new Error("The database reserved no token.");
  hear(reserved);
  if (reserved.isOpen) return null;
  return Array.from({ length: count }, (_, index) => {
    const beforeEndMs = (count - index) * seconds * reserved.slowness * 1000;
    return {
      at: new Date(reserved.endsAt.getTime() - beforeEndMs),
      waitMs: Math.max(0, reserved.endsInMs - beforeEndMs),
    };
  });
}

const takeOneOfMany = coalesce<null, SendToken | null>(
  MOST_AT_ONCE,
  async ({ length }) => (await reserveSendTokens(length)) ?? Array.from({ length }, () => null),
);

/** The next free token of our number for a conversation, or null while the circuit breaker is open. Callers that come at the same time share a statement. */
export function takeSendToken(): Promise<SendToken | null> {
  return takeOneOfMany(null);
}

/** Halves the rate of our number, for all workers, as Meta found it too fast; it recovers gradually. */
export async function slowDown(): Promise<void> {
  await pool().query(
    `update sending_numbers as n set slowness = least($2, 2 * ${SLOWNESS}), slowed_at = clock_timestamp()
     where phone_number_id = $1
       and (slowed_at is null or slowed_at < clock_timestamp() - make_interval(secs => $4))`,
    [env().WHATSAPP_PHONE_NUMBER_ID, MAX_SLOWNESS, RECOVERY_SECONDS, SAME_RATE_SECONDS],
  );
}
