import { count } from "../count.ts";
import type { Experiment } from "../experiment.ts";
import { gather } from "../senders.ts";

/** Two web servers and two workers: a rolling restart replaces each of them. */
const PROCESSES = 4;
const WRITTEN_AT_A_TIME = 100;

/** Deployments under load: every process is replaced in turn, again and again. */
export const rolling: Experiment = {
  name: "E12",
  promise: "a rolling restart loses nothing, and every response is a 200",
  system: { webs: 2, workers: 2 },
  isKeepAlive: false,
  run: async (stage) => {
    const { dice, mailbox, system, isFull } = stage;
    const messages = stage.size(700, 20_000);
    const crowd = gather({
      dice,
      mailbox: () => mailbox,
      senders: Math.ceil(messages / 4),
      rate: isFull ? 150 : 60,
    });
    const wanted = PROCESSES * (isFull ? 30 : 2);
    let restarts = 0;
    async function write(): Promise<void> {
      while (restarts < wanted || crowd.acknowledged < messages) await crowd.write(WRITTEN_AT_A_TIME);
    }
    const writing = write();
    const exits = new Map<number | string, number>();
    while (restarts < wanted) {
      const index = Math.floor(restarts / 2) % 2;
      const isWeb = restarts % 2 === 0;
      const outcome = (await (isWeb ? system.replaceWeb(index) : system.workers[index]?.replace())) ?? "none";
      exits.set(outcome, (exits.get(outcome) ?? 0) + 1);
      restarts += 1;
    }
    await writing;
    const line = await count(stage, crowd);
    const responses = Object.fromEntries(mailbox.responses);
    const others = [...mailbox.responses].filter(([status]) => status !== 200);
    const unclean = [...exits].filter(([outcome]) => outcome !== 0);
    const total = (list: [unknown, number][]) => list.reduce((sum, [, times]) => sum + times, 0);
    return {
      ...line,
      restarts,
      responses,
      no_response_because: Object.fromEntries(mailbox.failures),
      exits: Object.fromEntries(exits),
      failed: total(others) + total(unclean),
    };
  },
};
