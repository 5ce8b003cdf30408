import { coalesce } from "../../coalesce.ts";
import { pool } from "../../db.ts";
import { env } from "../../env.ts";
import { hear } from "./circuit-breaker.ts";

/** How much slower than the limit we send, so that what is late after its slot never makes a second too full. */
const HEADROOM = 1.04;

/** How many slots are reserved in one statement. */
const MOST_AT_ONCE = 200;

/** A moment at which one message may be sent; `waitMs` is how long that is from now. */
export interface Slot {
  at: Date;
  waitMs: number;
}

/** How many times slower than allowed we send at most, after Meta has found us too fast again and again. */
const MAX_SLOWNESS = 8;

/** Refusals that come within so many seconds are about the same pace, and slow it down once. */
const SAME_PACE_SECONDS = 5;

/** Seconds in which half of being slowed down is forgotten. */
const RECOVERY_SECONDS = 30;

/** How many times slower than allowed our number `n` sends now; $3 is how fast it recovers. */
const SLOWNESS = `greatest(1, n.slowness * 0.5 ^ (extract(epoch from clock_timestamp() - n.slowed_at)::float / $3))`;

/** Seconds between two messages of our number, at `perSecond` messages a second. */
export function slotSeconds(perSecond: number): number {
  return HEADROOM / perSecond;
}

interface Reserved {
  endsAt: Date;
  endsInMs: number;
  slowness: number;
  failures: number;
  isShut: boolean;
}

/**
 * Reserves the next `count` slots of our number, of all workers together; null while sending is shut. No two slots are
 * nearer than `slotSeconds`, and none is in the past. They need not survive a crash of the database, so nobody waits for its disk.
 */
export async function reserveSlots(count: number): Promise<Slot[] | null> {
  const number = env().WHATSAPP_PHONE_NUMBER_ID;
  const seconds = slotSeconds(env().WHATSAPP_MESSAGES_PER_SECOND);
  const { rows } = await pool().query<Reserved>(
    `with light as (select set_config('synchronous_commit', 'off', true))
     insert into sending_numbers as n (phone_number_id, next_slot_at)
     select $1, clock_timestamp() + make_interval(secs => $2) from light
     on conflict (phone_number_id) do update set next_slot_at = case when n.shut_reason is null
       then greatest(n.next_slot_at, clock_timestamp()) + make_interval(secs => $2 * ${SLOWNESS}) else n.next_slot_at end
     returning next_slot_at as "endsAt", extract(epoch from next_slot_at - clock_timestamp())::float * 1000 as "endsInMs",
       ${SLOWNESS} as slowness, failures_in_a_row as failures, shut_reason is not null as "isShut"`,
    [number, count * seconds, RECOVERY_SECONDS],
  );
  const [reserved] = rows;
  if (!reserved) throw new Error("The database reserved no slot.");
  hear(reserved);
  if (reserved.isShut) return null;
  return Array.from({ length: count }, (_, index) => {
    const beforeEndMs = (count - index) * seconds * reserved.slowness * 1000;
    return {
      at: new Date(reserved.endsAt.getTime() - beforeEndMs),
      waitMs: Math.max(0, reserved.endsInMs - beforeEndMs),
    };
  });
}

const takeOneOfMany = coalesce<null, Slot | null>(
  MOST_AT_ONCE,
  async ({ length }) => (await reserveSlots(length)) ?? Array.from({ length }, () => null),
);

/** The next free slot of our number, or null while sending is shut. Callers that come at the same time share a statement. */
export function takeSlot(): Promise<Slot | null> {
  return takeOneOfMany(null);
}

/** Halves the rate of our number, for all workers, as Meta found it too fast; it recovers gradually. */
export async function slowDown(): Promise<void> {
  await pool().query(
    `update sending_numbers as n set slowness = least($2, 2 * ${SLOWNESS}), slowed_at = clock_timestamp()
     where phone_number_id = $1
       and (slowed_at is null or slowed_at < clock_timestamp() - make_interval(secs => $4))`,
    [env().WHATSAPP_PHONE_NUMBER_ID, MAX_SLOWNESS, RECOVERY_SECONDS, SAME_PACE_SECONDS],
  );
}
