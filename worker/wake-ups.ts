import pg from "pg";
import { env } from "#lib/env";
import { WAKE_CHANNEL } from "#lib/lanes";
import { log } from "#lib/log";

const RECONNECT_MS = 1000;

/**
 * Listens for news of work and calls `onWake` for each with its queue, with null where any may have been missed; keeps
 * trying when the connection is lost. Resolves to a stop function.
 */
export function listenForWork(onWake: (queue: string | null) => void): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;

  async function connect(): Promise<void> {
    const mine = new pg.Client({
      connectionString: env().DATABASE_URL,
      application_name: "connect-wake",
      connectionTimeoutMillis: 1500,
    });
    client = mine;
    mine.on("error", () => {});
    mine.once("end", retry);
    mine.on("notification", ({ payload }) => onWake(payload ?? null));
    try {
      await mine.connect();
      await mine.query(`listen ${WAKE_CHANNEL}`);
      onWake(null);
    } catch (error) {
      log().warn({ error }, "cannot listen for work yet");
      await mine.end().catch(() => {});
    }
  }

  function retry(): void {
    if (!isStopped) timer = setTimeout(connect, RECONNECT_MS);
  }

  void connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end().catch(() => {});
  };
}
