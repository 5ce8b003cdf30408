import { injectFaults } from "../chaos.ts";
import { count } from "../count.ts";
import type { Experiment } from "../experiment.ts";
import { BAD_DAY } from "../graph-faults.ts";
import { gather } from "../senders.ts";

/** Many responses of Meta's get lost, while workers die in the middle of sending. */
export const lostResponses: Experiment = {
  name: "E6",
  promise: "no message is sent twice, also when its response is lost",
  run: async (stage) => {
    const { system, double, dice, mailbox, isFull } = stage;
    const messages = stage.size(400, 20_000);
    // Statuses come late enough for whoever does not wait for them to send twice.
    double.faults = { ...BAD_DAY, lostResponse: 10, statusDelayMs: 6000 };
    const crowd = gather({ dice, mailbox: () => mailbox, senders: Math.ceil(messages / 4) });
    const kills = { web: 0, worker: isFull ? 25 : 3, database: 0 };
    const chaos = injectFaults(system, dice, kills, () => crowd.acknowledged / messages);
    await crowd.write(messages);
    await chaos.finished;
    return count(stage, crowd, chaos);
  },
};
