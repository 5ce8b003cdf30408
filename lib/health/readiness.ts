import { findMissingMigrations, listMigrations } from "../database/migrations.ts";
import { pool } from "../db.ts";

/** Whether a process takes requests, and if not, why. */
type Readiness = "ready" | "stopping" | "database_down" | "migrations_missing";

/** Somebody who asks less often than that does not wait for our word before they send a request. */
const WATCHED_MS = 30_000;

// Next bundles our modules a second time, for its pages; what one half says, the other has to know.
const holder = globalThis as typeof globalThis & {
  connectReadiness?: { isStopping: boolean; askedAt: number };
};

function state() {
  holder.connectReadiness ??= { isStopping: false, askedAt: Number.NEGATIVE_INFINITY };
  return holder.connectReadiness;
}

/** Whether this process takes requests: it isn't stopping, and the database is there and as new as this version. Never throws. */
export async function checkReadiness(): Promise<Readiness> {
  state().askedAt = performance.now();
  if (state().isStopping) return "stopping";
  try {
    const missing = await findMissingMigrations(pool(), await listMigrations());
    return missing.length === 0 ? "ready" : "migrations_missing";
  } catch {
    return "database_down";
  }
}

/** Says from now on that this process is stopping; whether somebody asks often enough to hear of it. */
export function announceStop(): { isWatched: boolean } {
  state().isStopping = true;
  return { isWatched: performance.now() - state().askedAt < WATCHED_MS };
}
