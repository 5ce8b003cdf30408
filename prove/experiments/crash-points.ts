import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment } from "../experiment.ts";
import { gather } from "../senders.ts";

const POINTS = ["after_claim", "after_mark_sending", "after_http_before_store"];
const MESSAGES_A_ROUND = 30;
const LONGEST_WAIT_MS = 30_000;

/** Workers that kill themselves at the worst moments, each once; what comes after them goes on. */
export const crashPoints: Experiment = {
  name: "crash-points",
  promise: "dying at any named point of the work leaves each message answered once",
  system: { workers: 0 },
  run: async (stage) => {
    const { dice, mailbox, system, isFull } = stage;
    const rounds = isFull ? 20 : 2;
    const crowd = gather({ dice, mailbox: () => mailbox, senders: 10 * rounds * POINTS.length });
    let crashes = 0;
    for (let round = 0; round < rounds; round += 1) {
      const doomed = POINTS.map((point) => system.addWorker({ CRASH_AT: point }));
      await Promise.all(doomed.map((worker) => worker.ready()));
      const until = performance.now() + LONGEST_WAIT_MS;
      while (doomed.some((worker) => worker.crashes === 0) && performance.now() < until) {
        await crowd.write(MESSAGES_A_ROUND / 3);
        await pause(100);
      }
      crashes += doomed.filter((worker) => worker.crashes > 0).length;
      if (round + 1 < rounds) await Promise.all(doomed.map((worker) => worker.stop()));
    }
    const line = await count(stage, crowd);
    return {
      ...line,
      kills: crashes,
      points: POINTS,
      failed: Number(line.failed) + rounds * POINTS.length - crashes,
    };
  },
};
