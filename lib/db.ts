import { PrismaPg } from "@prisma/adapter-pg";
import type pg from "pg";
import { type Prisma, PrismaClient } from "#prisma/generated/client";
import { createPool } from "./database/database-pool.ts";
import { stopListening } from "./database/listening.ts";
import { env } from "./env.ts";

/** How many connections a process has at most; what waits for one waits in the process. */
const MOST_CONNECTIONS = 8;

interface Connections {
  pool: pg.Pool;
  prisma: PrismaClient;
}

const holder = globalThis as typeof globalThis & { connectConnections?: Connections };

/**
 * Each statement is planned once for a connection, and by the indexes that it was written for: a plan that is kept since a table
 * was nearly empty would else read all of it for each message once it has grown.
 */
const PLAN_ONCE = "set enable_seqscan = off; set plan_cache_mode = force_generic_plan";

let setUp: string | undefined;

/** How long a connection may take to come about: less than those wait whose request needs it. */
let connectionMs = 1500;

/** Has this process wait ten seconds for a connection; for commands, which nobody's request waits for. */
export function waitPatiently(): void {
  connectionMs = 10_000;
}

/** Has all connections of this process plan their statements once; for workers, which run few of them, and these all the time. */
export function planOnce(): void {
  setUp = PLAN_ONCE;
}

function connections(): Connections {
  if (!holder.connectConnections) {
    const pool = createPool({
      connectionString: env().DATABASE_URL,
      max: MOST_CONNECTIONS,
      connectionTimeoutMillis: connectionMs,
      statement_timeout: 5000,
      idle_in_transaction_session_timeout: 15_000,
      application_name: "connect",
      setUp,
    });
    holder.connectConnections = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
  }
  return holder.connectConnections;
}

/** The Prisma client of this process, over the same pool as `pool()`. */
export function db(): PrismaClient {
  return connections().prisma;
}

/** The connection pool, for the few statements that Prisma cannot say. */
export function pool(): pg.Pool {
  return connections().pool;
}

/**
 * Opens all connections, before there is work that would wait for them: on a busy machine a process that has just started takes
 * longer for that than a request may. Where the database can't be reached, the work itself finds out.
 */
export async function openConnections(): Promise<void> {
  const opening = Array.from({ length: MOST_CONNECTIONS }, () => pool().connect());
  for (const opened of await Promise.allSettled(opening))
    if (opened.status === "fulfilled") opened.value.release();
}

/** A transaction, or the client outside of one: what a domain function needs to run its queries. */
export type Db = Prisma.TransactionClient;

/** Runs `work` in one transaction: all of its writes are kept, or none. */
export function transaction<T>(work: (tx: Db) => Promise<T>): Promise<T> {
  return db().$transaction(work, { maxWait: 2000, timeout: 10_000 });
}

/** The database's clock, which decides every expiry, so that no server's own clock can. */
export async function databaseNow(tx: Db = db()): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`select clock_timestamp() as now`;
  if (!row) throw new Error("The database did not tell the time.");
  return row.now;
}

/** Closes this process's connections. */
export async function disconnect(): Promise<void> {
  await stopListening();
  const open = holder.connectConnections;
  holder.connectConnections = undefined;
  if (!open) return;
  await open.prisma.$disconnect();
  await open.pool.end();
}
