import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Stage } from "../experiment.ts";
import type { KeptProcess } from "../process.ts";
import { gather } from "../senders.ts";

const OF_THE_WEB = "after_commit_before_200";
const OF_THE_WORKER = [
  "after_claim",
  "after_effect_before_ack",
  "after_mark_sending",
  "after_http_before_store",
  "after_store_before_release",
];
const MESSAGES_AT_A_TIME = 10;
const LONGEST_WAIT_MS = 30_000;

/** One process for each point, and how often it has ended by itself before. */
async function doomAll({ system }: Stage): Promise<{ kept: KeptProcess; crashes: number }[]> {
  const workers = OF_THE_WORKER.map((point) => system.addWorker({ CRASH_AT: point }));
  const webs = system.webs.slice(0, 1);
  await Promise.all(webs.map((web) => web.doom(OF_THE_WEB)));
  const doomed = [...workers, ...webs].map((kept) => ({ kept, crashes: kept.crashes }));
  await Promise.all(workers.map((worker) => worker.ready()));
  return doomed;
}

/** Processes that kill themselves at the worst moments, each once; what comes after them goes on. */
export const crashPoints: Experiment = {
  name: "crash-points",
  promise: "dying at any named point of the work leaves each message with one reply",
  system: { workers: 0 },
  run: async (stage) => {
    const { dice, mailbox, system, isFull } = stage;
    const rounds = isFull ? 20 : 1;
    const points = [...OF_THE_WORKER, OF_THE_WEB];
    const crowd = gather({ dice, mailbox: () => mailbox, senders: 30 * rounds });
    let crashes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const doomed = await doomAll(stage);
      const isAlive = (each: (typeof doomed)[number]) => each.kept.crashes === each.crashes;
      const until = performance.now() + LONGEST_WAIT_MS;
      while (doomed.some(isAlive) && performance.now() < until) {
        await crowd.write(MESSAGES_AT_A_TIME);
        await pause(100);
      }
      crashes += doomed.filter((each) => !isAlive(each)).length;
      const workers = doomed.map(({ kept }) => kept).filter((kept) => system.workers.includes(kept));
      if (round + 1 < rounds) await Promise.all(workers.map((worker) => worker.stop()));
    }
    const line = await count(stage, crowd);
    return {
      ...line,
      kills: crashes,
      points,
      failed: Number(line.failed) + rounds * points.length - crashes,
    };
  },
};
