import { pool } from "../../db.ts";
import { env } from "../../env.ts";

/** How much slower than the limit we send, so that what is late after its token's time never makes a second too full. */
const HEADROOM = 1.04;

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

/** Halves the rate of our number, for all workers, as Meta found it too fast; it recovers gradually. */
export async function slowDown(): Promise<void> {
  await pool().query(
    `update sending_numbers as n set slowness = least($2, 2 * ${SLOWNESS}), slowed_at = clock_timestamp()
     where phone_number_id = $1
       and (slowed_at is null or slowed_at < clock_timestamp() - make_interval(secs => $4))`,
    [env().WHATSAPP_PHONE_NUMBER_ID, MAX_SLOWNESS, RECOVERY_SECONDS, SAME_RATE_SECONDS],
  );
}
