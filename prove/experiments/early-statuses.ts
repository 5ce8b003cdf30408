import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Stage } from "../experiment.ts";
import { gather } from "../senders.ts";
import { statusDelivery, statusOf } from "../webhooks.ts";

const LOOKS = 40;

/** Lets the pauses between the looks for a message pass at once, until each foreign status was given up. */
async function passTime({ system }: Stage): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    const rows = await system.ask(
      "update webhook_events set due_at = now() where state = 'pending' returning id",
    );
    if (rows.length === 0) return;
    await pause(500);
  }
}

/** `sent` comes, and is taken, before the call that sent the message gets its response. */
export const earlyStatuses: Experiment = {
  name: "E5",
  promise: "a status that arrives before the response to our own call is kept and matched",
  run: async (stage) => {
    const { dice, mailbox, system, double } = stage;
    const messages = stage.size(200, 10_000);
    const foreign = Math.ceil(messages / 10);
    double.faults.statusBeforeResponse = true;
    const crowd = gather({ dice, mailbox: () => mailbox, senders: Math.ceil(messages / 4) });
    const strange = Array.from({ length: foreign }, () =>
      mailbox.deliver(statusDelivery([statusOf(`wamid.foreign.${randomUUID()}`, "sent", null)])),
    );
    await Promise.all([crowd.write(messages), ...strange]);
    await passTime(stage);
    const line = await count(stage, crowd);
    const [found] = await system.ask<{ matched: number; orphans: number }>(
      `select (select count(*)::int from outbound_messages where rank >= 3 and wamid = any($1)) as matched,
         (select count(*)::int from webhook_events where state = 'orphaned') as orphans`,
      [double.accepted.map(({ wamid }) => wamid)],
    );
    const { matched = 0, orphans = 0 } = found ?? {};
    const others = [...mailbox.responses].filter(([status]) => status !== 200);
    const failed =
      Math.abs(line.N - matched) +
      Math.abs(foreign - orphans) +
      others.reduce((total, [, times]) => total + times, 0);
    return { ...line, matched, foreign, orphans, responses: Object.fromEntries(mailbox.responses), failed };
  },
};
