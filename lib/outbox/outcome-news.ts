import { coalesce } from "../coalesce.ts";
import { listen } from "../database/listening.ts";
import { pool } from "../db.ts";
import { log } from "../log.ts";

/** The PostgreSQL notification channel that tells who waits for a message what came of it; its payload is the message's id. */
const OUTCOME_CHANNEL = "connect_outcome";

/** What is told in place of an id when it concerns every message: the circuit breaker has opened. */
const ALL = "all";

/** How many pieces of news share a statement. */
const MOST_AT_ONCE = 200;

interface News {
  stop: () => Promise<void>;
  waiting: Map<string, Set<() => void>>;
}

/** One for all bundles of a process. */
const holder = globalThis as typeof globalThis & { connectOutcomeNews?: News };

const notify = coalesce<string, void>(MOST_AT_ONCE, async (ids) => {
  await pool().query("select pg_notify($1, id) from unnest($2::text[]) as id", [OUTCOME_CHANNEL, ids]);
  return ids.map(() => undefined);
});

/** Tells that something has come of a message, after it was recorded. Who waits looks by themselves when this is lost. */
export function tellOutcome(id: string): void {
  notify(id).catch((error) => log().debug({ error }, "nobody was told of an outcome"));
}

/** Tells all who wait that the circuit breaker has opened. */
export function tellBreakerOpened(): void {
  tellOutcome(ALL);
}

function news(): News {
  holder.connectOutcomeNews ??= startListening();
  return holder.connectOutcomeNews;
}

function startListening(): News {
  const waiting: News["waiting"] = new Map();
  const stop = listen(OUTCOME_CHANNEL, "connect-outcomes", (id) => {
    const told = id === null || id === ALL ? [...waiting.values()] : [waiting.get(id) ?? new Set()];
    for (const looks of told) for (const look of [...looks]) look();
  });
  return { stop, waiting };
}

/** News of one message, from the moment at which it is asked for. */
interface ExpectedNews {
  /** Resolves at the first news since the last time, or after `patienceMs`. */
  next(patienceMs: number): Promise<void>;
  /** To be called at the end, always. */
  end(): void;
}

/** Expects news of a message; all that wait in this process share one connection. */
export function expectNews(id: string): ExpectedNews {
  const { waiting } = news();
  let isNew = false;
  let wake = () => {};
  const look = () => {
    isNew = true;
    wake();
  };
  const looks = waiting.get(id) ?? new Set();
  waiting.set(id, looks.add(look));

  return {
    next: async (patienceMs) => {
      if (!isNew) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, patienceMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
      isNew = false;
    },
    end: () => {
      looks.delete(look);
      if (looks.size === 0) waiting.delete(id);
    },
  };
}
