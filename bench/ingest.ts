import { type Line, quantile } from "./figures.ts";
import type { Load, LoadResult } from "./load.ts";
import type { Stage } from "./stage.ts";

interface Trial {
  name: string;
  load: Omit<Load, "port">;
  lines: {
    name: string;
    unit: string;
    aim?: string;
    pick: (result: LoadResult, load: Trial["load"]) => number;
  }[];
}

const SENDERS = 20_000;
const perSecond = ({ posts, refused, seconds }: LoadResult, { eventsPerPost }: Trial["load"]) =>
  ((posts - refused) * eventsPerPost) / seconds;

function listTrials(seconds: number): Trial[] {
  const closed = (eventsPerPost: number): Trial => ({
    name: `${eventsPerPost} a POST`,
    load: { connections: 32, seconds, eventsPerPost, senders: SENDERS },
    lines: [
      {
        name: `ingest, ${eventsPerPost} event${eventsPerPost > 1 ? "s" : ""} a POST, 32 connections`,
        unit: "events/s",
        aim: "ratio ≥ 0.9",
        pick: perSecond,
      },
    ],
  });
  const open: Trial = {
    name: "500 POST/s",
    load: { connections: 64, seconds, eventsPerPost: 1, senders: SENDERS, rate: 500 },
    lines: [
      { name: "at 500 POST/s: p50", unit: "ms", pick: ({ latencies }) => quantile(latencies, 0.5) },
      {
        name: "at 500 POST/s: p99",
        unit: "ms",
        aim: "≤ 50 ms",
        pick: ({ latencies }) => quantile(latencies, 0.99),
      },
      { name: "at 500 POST/s: refused", unit: "POSTs", aim: "0", pick: ({ refused }) => refused },
    ],
  };
  return [closed(1), closed(10), open];
}

/** What the webhook takes and how fast it answers, beside the floor, turn by turn. */
export async function measureIngest(
  stage: Stage,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Line[]> {
  const trials = listTrials(seconds);
  const results = new Map<Trial, { ours: LoadResult[]; floor: LoadResult[] }>();
  for (const trial of trials) results.set(trial, { ours: [], floor: [] });
  for (const port of [stage.webPort, stage.floorPort]) {
    await stage.load({ port, connections: 32, seconds: 4, eventsPerPost: 1, senders: SENDERS });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [trial, { ours, floor }] of results) {
      const turns = [
        { port: stage.webPort, into: ours },
        { port: stage.floorPort, into: floor },
      ];
      for (const { port, into } of round % 2 === 0 ? turns : turns.reverse()) {
        await stage.clear();
        into.push(await stage.load({ ...trial.load, port }));
      }
    }
  }
  return trials.flatMap((trial) => {
    const { ours = [], floor = [] } = results.get(trial) ?? {};
    return trial.lines.map(({ name, unit, aim, pick }) => ({
      name,
      unit,
      aim,
      rounds: ours.map((result) => pick(result, trial.load)),
      floor: floor.map((result) => pick(result, trial.load)),
    }));
  });
}
