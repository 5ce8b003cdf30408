import { setTimeout as pause } from "node:timers/promises";
import type { Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";

const LOOK_MS = 50;

/** How long anything may take that the bench waits for. */
const LIMIT_SECONDS = 300;

/** What is true when every message that came in is answered, as SQL. */
export const ALL_ANSWERED =
  "not exists (select from webhook_events where state = 'pending' and lane is not null)";

/** What is true when everything that was queued is sent. */
export const ALL_SENT =
  "not exists (select from outbound_messages where status in ('queued', 'sending') and due_at is not null)";

/** Work that waits in the database, to be done by our worker and by a floor in turns. */
interface Work<T> {
  /** Puts the work there. */
  fill: () => Promise<void>;
  /** SQL that is true as soon as it is done. */
  isDone: string;
  /** What our worker may send a second. */
  messagesPerSecond: number;
  /** The program that does the same at the least cost, when it is asked. */
  floor: string;
  /** What a turn has given that took so many seconds. */
  tell: (seconds: number) => Promise<T>;
}

/** Has work done by turns, and tells what each gave. */
export function workByTurns<T>(
  stage: Stage,
  rounds: number,
  { fill, isDone, messagesPerSecond, floor, tell }: Work<T>,
): Promise<Record<string, T[]>> {
  const prepare = async () => {
    await stage.clear();
    await fill();
  };
  return takeTurns(rounds, {
    ours: async () => {
      await prepare();
      const worker = await stage.startWorker(messagesPerSecond);
      const seconds = await waitUntil(stage, isDone);
      await worker.stop();
      return tell(seconds);
    },
    floor: async () => {
      await prepare();
      const program = await stage.startProgram(floor);
      const started = performance.now();
      await program.ask({});
      const seconds = secondsSince(started);
      await program.stop();
      return tell(seconds);
    },
  });
}

/** Waits until something is true of the database; how many seconds that took. Gives up after five minutes. */
export async function waitUntil({ database }: Stage, condition: string): Promise<number> {
  const started = performance.now();
  for (;;) {
    const { rows } = await database.query<{ holds: boolean }>(`select ${condition} as holds`);
    const seconds = secondsSince(started);
    if (rows[0]?.holds || seconds > LIMIT_SECONDS) return seconds;
    await pause(LOOK_MS);
  }
}

const secondsSince = (started: number) => (performance.now() - started) / 1000;

/** How many events in the record are over and done. */
export async function countDone({ database }: Stage): Promise<number> {
  const { rows } = await database.query<{ done: number }>(
    "select count(*)::int as done from webhook_events where state = 'done'",
  );
  return rows[0]?.done ?? 0;
}
