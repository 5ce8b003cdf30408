import { createHash } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { pool } from "./db.ts";
import { AppError } from "./errors.ts";

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

/**
 * Counts one try of `key`; throws 429 with the seconds to wait once the limit is passed. `onFirstRefusal` runs at the
 * first refusal of each period only, so that whoever is refused a thousand times fills no audit trail.
 */
export async function countTry(
  limit: Limit,
  key: string,
  onFirstRefusal?: () => Promise<void>,
): Promise<void> {
  try {
    await limiterOf(limit).consume(hashed(key));
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    if (refusal.consumedPoints === limit.tries + 1) await onFirstRefusal?.();
    throw tooManyTries(refusal);
  }
}

/** Counts `key`, and says whether it is the first time within so many seconds. */
export async function isFirstIn(period: Omit<Limit, "tries">, key: string): Promise<boolean> {
  try {
    await limiterOf({ ...period, tries: 1 }).consume(hashed(key));
    return true;
  } catch (repeat) {
    if (repeat instanceof RateLimiterRes) return false;
    throw repeat;
  }
}

/** Throws the same 429 where the tries of `key` are used up already, and counts nothing. */
export async function refuseTooMany(limit: Limit, key: string): Promise<void> {
  const counted = await limiterOf(limit).get(hashed(key));
  if (counted && counted.consumedPoints >= limit.tries) throw tooManyTries(counted);
}

function tooManyTries({ msBeforeNext }: RateLimiterRes): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil(msBeforeNext / 1000));
  const message = `Too many tries. Please wait ${inWords(retryAfterSeconds)} and try again.`;
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

function inWords(seconds: number): string {
  if (seconds < 90) return `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
