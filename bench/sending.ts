import { setTimeout as pause } from "node:timers/promises";
import { fillOutbox } from "./backlog.ts";
import { countWithin, type Line, toLine } from "./figures.ts";
import { clock } from "./load.ts";
import { UNLIMITED } from "./settings.ts";
import type { Size } from "./sizes.ts";
import type { Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";
import { ALL_SENT, workByTurns } from "./work.ts";

const LIMITS = [80, 400];

/** How long a worker may take until it sends. */
const START_MS = 30_000;
const LOOK_MS = 100;

/** How many waiting messages to as many people one worker sends a second: as many as it is let, and as many as it can. */
export async function measureSending(stage: Stage, size: Size): Promise<Line[]> {
  const lines: Line[] = [];
  for (const limit of LIMITS) lines.push(...(await measureLimit(stage, limit, size)));
  return [...lines, await measureUnlimited(stage, size)];
}

async function measureLimit(
  stage: Stage,
  limit: number,
  { rounds, queued, sendingSeconds }: Size,
): Promise<Line[]> {
  const watched = await takeTurns(rounds, {
    ours: async () => {
      await stage.clear();
      await fill(stage, queued);
      const worker = await stage.startWorker(limit);
      const times = await watch(stage, sendingSeconds);
      await worker.stop();
      return times;
    },
  });
  const name = `${queued.toLocaleString("en-US")} queued, limit ${limit} messages/s`;
  const rates = toLine(watched, {
    name: `${name}: sent`,
    unit: "messages/s",
    pick: (times) => countWithin(times, times[0] ?? 0, sendingSeconds) / sendingSeconds,
  });
  const theLimit = { who: "the limit", rounds: Array(rounds).fill(limit), aim: { atLeast: 0.95, atMost: 1 } };
  rates.entries.push(theLimit);
  const most = toLine(watched, {
    name: `${name}: most within any second`,
    unit: "messages",
    pick: (times) => Math.max(0, ...times.map((from) => countWithin(times, from, 1))),
    aims: { ours: { atMost: limit } },
  });
  return [rates, most];
}

/** Queues messages, and has the double forget those that came before. */
async function fill(stage: Stage, messages: number): Promise<void> {
  await fillOutbox(stage.database, messages);
  await stage.takeArrivals();
}

/** When messages arrived, from the first one on for so many seconds. */
async function watch(stage: Stage, seconds: number): Promise<number[]> {
  const times: number[] = [];
  const latest = clock() + START_MS;
  while (clock() < (times[0] ?? latest) + seconds * 1000) {
    await pause(LOOK_MS);
    times.push(...(await stage.takeArrivals()).map(([, at]) => at));
  }
  return times;
}

async function measureUnlimited(stage: Stage, { rounds, queued }: Size): Promise<Line> {
  const results = await workByTurns(stage, rounds, {
    fill: () => fill(stage, queued),
    isDone: ALL_SENT,
    messagesPerSecond: UNLIMITED,
    floor: "bench/floors/outbox.ts",
    tell: async (seconds) => (await stage.takeArrivals()).length / seconds,
  });
  const name = `${queued.toLocaleString("en-US")} queued, no limit: sent`;
  return toLine(results, {
    name,
    unit: "messages/s",
    pick: (rate) => rate,
    aims: { ours: { atLeast: 1000 }, floor: { atLeast: 0.6 } },
  });
}
