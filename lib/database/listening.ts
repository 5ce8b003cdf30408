import pg from "pg";
import { env } from "../env.ts";
import { log } from "../log.ts";

const RECONNECT_MS = 1000;

/** How often it is made sure that the server is still there, and still the one that takes writes. */
const CHECK_MS = 10_000;
const CHECK_PATIENCE_MS = 3000;

const CHECK = {
  text: "select pg_is_in_recovery() as recovers",
  query_timeout: CHECK_PATIENCE_MS,
};

const holder = globalThis as typeof globalThis & { connectListeners?: Set<() => Promise<void>> };

/**
 * Listens on a PostgreSQL notification channel, on a connection of its own, and calls `onNews` for each notification with its
 * payload, with null where any may have been missed; connects again when the connection is lost, or leads to a server that was
 * demoted. Resolves to a stop function.
 */
export function listen(
  channel: string,
  name: string,
  onNews: (payload: string | null) => void,
): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let failures = 0;

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: name,
      connectionTimeoutMillis: 1500,
    });
    client = mine;
    mine.on("error", () => {});
    mine.once("end", retry);
    mine.on("notification", ({ payload }) => onNews(payload ?? null));
    try {
      await mine.connect();
      await mine.query(`listen ${channel}`);
      failures = 0;
      onNews(null);
      checkLater(mine);
    } catch (error) {
      // The first time it is tried again within a second, and nothing is lost meanwhile.
      if (failures++ > 0) log().warn({ error, channel }, "cannot listen for news yet; it is tried again");
      await mine.end().catch(() => {});
    }
  }

  function checkLater(mine: pg.Client): void {
    clearTimeout(timer);
    timer = setTimeout(() => void check(mine), CHECK_MS);
    timer.unref();
  }

  async function check(mine: pg.Client): Promise<void> {
    const answer = await mine.query<{ recovers: boolean }>(CHECK).catch(() => null);
    if (isStopped || client !== mine) return;
    if (answer?.rows[0]?.recovers === false) return checkLater(mine);
    log().warn({ channel }, "the database that was listened to is gone; it is looked for again");
    await mine.end().catch(() => {});
  }

  function retry(): void {
    clearTimeout(timer);
    if (!isStopped) timer = setTimeout(connect, RECONNECT_MS);
  }

  async function stop(): Promise<void> {
    isStopped = true;
    clearTimeout(timer);
    holder.connectListeners?.delete(stop);
    await client?.end().catch(() => {});
  }

  holder.connectListeners ??= new Set();
  holder.connectListeners.add(stop);
  void connect();
  return stop;
}

/** Ends everything that this process listens to. */
export async function stopListening(): Promise<void> {
  await Promise.all([...(holder.connectListeners ?? [])].map((stop) => stop()));
}
