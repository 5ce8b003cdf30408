import pg from "pg";
import { log } from "../log.ts";
import { markBusy, markDatabaseError, sqlState } from "./database-errors.ts";
import { type Call, named } from "./statement-names.ts";

/** What PostgreSQL says to a write where nothing can be written: on a standby, or a server that was demoted. */
const READ_ONLY = "25006";

/** How long a new connection may take to tell whether it leads to the right server. */
const VERIFY_MS = 1500;

/** All connections are renewed at most so often, however many writes a read-only server refuses. */
const RENEW_MS = 1000;

/** A way to run statements as `call` does that tells `onError` of each failure, whether by promise or by callback. */
function watched(call: Call, onError: (error: unknown) => void): Call {
  return (...given) => {
    const last = given.at(-1);
    if (typeof last === "function") {
      const answer: Call = (error, ...rest) => {
        if (error) onError(error);
        return last(error, ...rest);
      };
      return call(...given.slice(0, -1), answer);
    }
    const result = call(...given);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      onError(error);
      throw error;
    });
  };
}

/** Sets a new connection up, and refuses one that leads to a standby, where an address goes on to lead after a fail-over. */
async function prepare(client: pg.ClientBase, setUp: string | undefined): Promise<void> {
  if (setUp) await client.query({ text: setUp, query_timeout: VERIFY_MS } as pg.QueryConfig);
  const query = { text: "select pg_is_in_recovery() as recovers", query_timeout: VERIFY_MS };
  const { rows } = await client.query<{ recovers: boolean }>(query);
  if (!rows[0]?.recovers) return;
  const error = new Error("This server is a standby.");
  throw markDatabaseError(Object.assign(error, { code: READ_ONLY, severity: "ERROR" }));
}

/** Settings of a connection pool; `setUp` is what each new connection runs first. */
interface PoolSettings extends pg.PoolConfig {
  setUp?: string | undefined;
}

/**
 * A connection pool whose errors are known as the database's, and that keeps no connection to a server that takes no writes: the
 * first refused one ends them all, those in use as soon as they are given back.
 */
export function createPool({ setUp, ...settings }: PoolSettings): pg.Pool {
  const busy = new Map<pg.PoolClient, boolean>();
  const doomed = new WeakSet<pg.PoolClient>();
  let renewedAt = 0;

  function renew(): void {
    if (Date.now() - renewedAt < RENEW_MS) return;
    renewedAt = Date.now();
    log().warn({ connections: busy.size }, "the database takes no writes; all connections are renewed");
    for (const [client, isBusy] of busy) {
      if (isBusy) doomed.add(client);
      else client.emit("error", new Error("The server takes no writes."));
    }
  }

  const note = (error: unknown) => {
    markDatabaseError(error);
    if (sqlState(error) === READ_ONLY) renew();
  };

  const verify = (client: pg.ClientBase, done: (error?: Error) => void) =>
    prepare(client, setUp).then(() => done(), done);
  const pool = new pg.Pool({ ...settings, verify } as pg.PoolConfig);
  const calls = pool as unknown as Record<"connect" | "query", Call>;
  const isFull = () => [...busy.values()].filter(Boolean).length >= pool.options.max;
  calls.connect = watched(calls.connect.bind(pool), (error) => {
    if (isFull()) markBusy(error);
    note(error);
  });
  calls.query = watched(calls.query.bind(pool), note);
  pool.on("error", (error) => log().warn({ error }, "an idle database connection was lost"));
  pool.on("connect", (client) => {
    // A connection can also be lost while it is in use; its query then fails, and that is enough.
    client.on("error", () => {});
    const query = watched(named((client.query as Call).bind(client)), (error) => {
      if (sqlState(error) === READ_ONLY) doomed.add(client);
      note(error);
    });
    client.query = query as typeof client.query;
  });
  pool.on("acquire", (client) => busy.set(client, true));
  pool.on("remove", (client) => busy.delete(client));
  pool.on("release", (_error, client) => {
    busy.set(client, false);
    // The pool keeps no connection that is about to end.
    if (doomed.has(client)) void client.end().catch(() => {});
  });
  return pool;
}
