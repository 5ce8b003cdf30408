import { injectFaults } from "../chaos.ts";
import { count } from "../count.ts";
import type { Experiment } from "../experiment.ts";
import { BAD_DAY } from "../graph-faults.ts";
import { gather } from "../senders.ts";

/** What a person may write at once without being taken for a machine, or for one who floods. */
const AT_ONCE = 10;

/** Bursts: each person writes everything that they have to say before the next one begins. */
export const order: Experiment = {
  name: "E3",
  promise: "a person's messages get their replies in the order in which they were acknowledged",
  run: async (stage) => {
    const { system, double, dice, mailbox, isFull } = stage;
    const messages = stage.size(400, 20_000);
    double.faults = { ...BAD_DAY };
    const senders = isFull ? 400 : Math.ceil(messages / AT_ONCE);
    const crowd = gather({ dice, mailbox: () => mailbox, senders, repeated: 10, atOnce: AT_ONCE });
    const kills = isFull ? { web: 8, worker: 8, database: 2 } : { web: 0, worker: 2, database: 1 };
    const chaos = injectFaults(system, dice, kills, () => crowd.acknowledged / messages);
    await crowd.write(messages);
    await chaos.finished;
    return count(stage, crowd, chaos);
  },
};
