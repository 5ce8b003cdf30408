import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { createPool } from "../database/database-pool.ts";
import { findMissingMigrations, listMigrations } from "../database/migrations.ts";
import { env } from "../env.ts";

/** Whether a process takes requests, and if not, why. */
type Readiness = "ready" | "stopping" | "database_down" | "migrations_missing";

/** Somebody who asks less often than that does not wait for our word before they send a request. */
const WATCHED_MS = 30_000;

/** Who asks within that time gets the same answer: however many ask, the database is asked once. */
const FRESH_MS = 1000;

/** How long a proxy is kept waiting for an answer. */
const PATIENCE_MS = 2000;

/** How long a database is still taken to be there that is only slow to say so. */
const GOOD_MS = 5000;

/** One look at the database. */
interface Look {
  begunAt: number;
  isOver: boolean;
  found: Promise<Readiness>;
}

interface State {
  isStopping: boolean;
  askedAt: number;
  readyAt: number;
  look?: Look;
  pool?: pg.Pool;
}

// Next bundles our modules a second time, for its pages; what one half says, the other has to know.
const holder = globalThis as typeof globalThis & { connectReadiness?: State };

function state(): State {
  const never = Number.NEGATIVE_INFINITY;
  holder.connectReadiness ??= { isStopping: false, askedAt: never, readyAt: never };
  return holder.connectReadiness;
}

/** Whether this process takes requests: it isn't stopping, and the database is there and as new as this version. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  const known = state();
  known.askedAt = performance.now();
  const found = known.isStopping ? "stopping" : await lookAgain(known).found;
  return known.isStopping ? "stopping" : found;
}

/** The look that is under way, or was begun within the last second; otherwise a new one. */
function lookAgain(known: State): Look {
  const begunAt = performance.now();
  if (known.look && (!known.look.isOver || begunAt - known.look.begunAt < FRESH_MS)) return known.look;
  const found = Promise.race([askDatabase(known), pause(PATIENCE_MS, "late" as const, { ref: false })]);
  const look: Look = { begunAt, isOver: false, found: found.then(conclude) };
  known.look = look;
  return look;

  function conclude(answer: Readiness | "late"): Readiness {
    look.isOver = true;
    if (answer === "ready") known.readyAt = begunAt;
    if (answer !== "late") return answer;
    return performance.now() - known.readyAt < GOOD_MS ? "ready" : "database_down";
  }
}

async function askDatabase(known: State): Promise<Readiness> {
  try {
    known.pool ??= openOwnConnection();
    const missing = await findMissingMigrations(known.pool, listMigrations());
    return missing.length === 0 ? "ready" : "migrations_missing";
  } catch {
    return "database_down";
  }
}

/** A connection beside those that requests wait for, so that being busy isn't taken for being without a database. */
function openOwnConnection(): pg.Pool {
  // Later than we wait: what is only slow must not look like what failed.
  const limit = PATIENCE_MS + 1000;
  return createPool({
    connectionString: env().DATABASE_URL,
    max: 1,
    connectionTimeoutMillis: limit,
    statement_timeout: limit,
    query_timeout: limit,
    allowExitOnIdle: true,
    application_name: "connect-ready",
  });
}

/** Says from now on that this process is stopping; whether somebody asks often enough to hear of it. */
export function announceStop(): { isWatched: boolean } {
  state().isStopping = true;
  return { isWatched: performance.now() - state().askedAt < WATCHED_MS };
}
