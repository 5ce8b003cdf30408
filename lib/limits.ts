import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "./db.ts";
import { AppError } from "./errors.ts";
import { waitInWords } from "./time.ts";

/** How many tries are let through in how many seconds; counted in PostgreSQL, so for all servers together. */
export interface Limit {
  name: string;
  tries: number;
  seconds: number;
}

const limiters = new Map<string, RateLimiterPostgres>();

function limiterOf(limit: Limit): RateLimiterPostgres {
  const known = limiters.get(limit.name);
  if (known) return known;
  const limiter = new RateLimiterPostgres({
    storeClient: pool(),
    tableName: "rate_limits",
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: limit.name,
    points: limit.tries,
    duration: limit.seconds,
  });
  limiters.set(limit.name, limiter);
  return limiter;
}

/** A key of any length in one that fits, and that tells nobody who looks at the table whose it is. */
function hashed(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** How many tries of a key there are by now, this one counted, and until when they count. */
interface Tally {
  tries: number;
  isOver: boolean;
  secondsLeft: number;
}

/** Counts one try of `key`. */
export async function tally(limit: Limit, key: string): Promise<Tally> {
  const { consumedPoints: tries, msBeforeNext } = await limiterOf(limit)
    .consume(hashed(key))
    .catch((refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal;
      throw refusal;
    });
  return { tries, isOver: tries > limit.tries, secondsLeft: msBeforeNext / 1000 };
}

/** Whether `tries` passed the limit just now, for the first time in its period. */
export const isFirstRefusal = (limit: Limit, { tries }: Tally): boolean => tries === limit.tries + 1;

/**
 * Counts one try of `key`; throws 429 with the seconds to wait once the limit is passed. `onFirstRefusal` runs at the
 * first refusal of each period only, so that whoever is refused a thousand times fills no audit log.
 */
export async function countTry(
  limit: Limit,
  key: string,
  onFirstRefusal?: () => Promise<void>,
): Promise<void> {
  const counted = await tally(limit, key);
  if (isFirstRefusal(limit, counted)) await onFirstRefusal?.();
  if (counted.isOver) throw tooManyTries(counted.secondsLeft);
}

/** Counts `key`, and says whether it is the first time within so many seconds. */
export async function isFirstIn(period: Omit<Limit, "tries">, key: string): Promise<boolean> {
  return (await tally({ ...period, tries: 1 }, key)).tries === 1;
}

/** The refusal of whoever tried too often: 429, with the seconds to wait. */
export function tooManyTries(seconds: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(seconds));
  const message = `Too many attempts. Please wait ${waitInWords(retryAfterSeconds)} and try again.`;
  return new AppError("too_many_tries", message, 429, { retryAfterSeconds });
}

/** Takes one counted try of `key` back, since it succeeded: only failures count. */
export async function forgiveTry(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).reward(hashed(key));
}

/** Forgets the tries of `key`, after one that succeeded. */
export async function forgetTries(limit: Limit, key: string): Promise<void> {
  await limiterOf(limit).delete(hashed(key));
}

/** Deletes the counters whose period is over; tells how many. */
export async function deleteExpiredTries(): Promise<number> {
  const { rowCount } = await pool().query("delete from rate_limits where expire < $1", [Date.now()]);
  return rowCount ?? 0;
}
