import { injectFaults } from "../chaos.ts";
import { count } from "../count.ts";
import type { Experiment, Stage } from "../experiment.ts";
import { gather } from "../senders.ts";
import { settle } from "../settle.ts";

const TIMES = 3;
const CONNECTIONS = 32;

async function countRows({ system }: Stage): Promise<number> {
  const [row] = await system.ask<{ count: number }>(`select (
    (select count(*) from inbound_messages) + (select count(*) from outbound_messages)
    + (select count(*) from webhook_events) + (select count(*) from whatsapp_users))::int as count`);
  return row?.count ?? 0;
}

/** Every delivery again, several times and in any order, while workers die. */
export const replays: Experiment = {
  name: "E2",
  promise: "replaying any event any number of times changes nothing after the first",
  run: async (stage) => {
    const { dice, mailbox, system, double, isFull } = stage;
    const messages = stage.size(400, 20_000);
    const crowd = gather({ dice, mailbox: () => mailbox, senders: Math.ceil(messages / 5) });
    await crowd.write(messages);
    await settle(system, double, 60);
    const before = { rows: await countRows(stage), accepted: double.accepted.length };

    const once = [...crowd.bodies, ...double.statuses.bodies];
    const queue = dice.shuffle(Array.from({ length: TIMES }, () => once).flat());
    const all = queue.length;
    const kills = { web: 0, worker: isFull ? 10 : 2, database: 0 };
    const chaos = injectFaults(system, dice, kills, () => 1 - queue.length / all);
    const replay = async () => {
      for (let body = queue.pop(); body; body = queue.pop()) await mailbox.deliver(body);
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, replay));
    await chaos.finished;
    const line = await count(stage, crowd, chaos);
    const difference = (await countRows(stage)) - before.rows;
    return {
      ...line,
      doubled: Math.max(line.doubled, double.accepted.length - before.accepted),
      replayed: all,
      row_difference: difference,
      failed: Math.abs(difference),
    };
  },
};
