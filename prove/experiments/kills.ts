import { injectFaults } from "../chaos.ts";
import { count } from "../count.ts";
import type { Experiment, Line, Stage } from "../experiment.ts";
import { BAD_DAY } from "../graph-faults.ts";
import { gather } from "../senders.ts";

const PEOPLE = { short: 200, full: 400 };

/** In full size, messages a second: nearly as many as so few people may write without being taken for machines. */
const FULL_RATE = 128;

async function run(stage: Stage): Promise<Line> {
  const { system, double, dice, mailbox, isFull } = stage;
  const messages = stage.size(1000, 60_000);
  double.faults = { ...BAD_DAY };
  const senders = PEOPLE[isFull ? "full" : "short"];
  const rate = isFull ? FULL_RATE : undefined;
  const crowd = gather({ dice, mailbox: () => mailbox, senders, repeated: 10, rate });
  const kills = isFull ? { web: 25, worker: 25, database: 6 } : { web: 2, worker: 3, database: 1 };
  const chaos = injectFaults(system, dice, kills, () => crowd.acknowledged / messages);
  await crowd.write(messages);
  await chaos.finished;
  return count(stage, crowd, chaos);
}

/** Everything at once: the promise of the whole. */
export const kills: Experiment = {
  name: "E1",
  promise: "what gets 200 has its effect once, in order, whatever is killed",
  run,
};

/** The same with two of each behind a plain TCP round-robin. */
export const scaleOut: Experiment = {
  name: "E1-two",
  promise: "the same with two web servers behind a plain TCP round-robin, and two workers",
  system: { webs: 2, workers: 2 },
  run,
};
