import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Stage } from "../experiment.ts";
import { gather } from "../senders.ts";
import { settle } from "../settle.ts";
import { messageDelivery } from "../webhooks.ts";

/** What the database does with a message that says so: it is how a message is made impossible without a hook in the product. */
const KINDS: Record<string, string> = {
  "poison raise": "raise exception 'poison'",
  "poison divide": "perform 1 / 0",
  "poison hang": "perform pg_sleep(60)",
  "poison cut": "perform pg_terminate_backend(pg_backend_pid())",
};
const LOOKS = 240;

async function layTraps({ system }: Stage): Promise<void> {
  const cases = Object.entries(KINDS).map(([text, does]) => `when '${text}' then ${does};`);
  await system.ask(`create function prove_poison() returns trigger language plpgsql as $$ begin
    case new.text ${cases.join(" ")} else null; end case; return new; end $$`);
  await system.ask(
    "create trigger prove_poison before insert on inbound_messages for each row execute function prove_poison()",
  );
}

/** Lets the pauses between tries pass at once, until every message was either replied to or parked. */
async function passTime({ system }: Stage): Promise<void> {
  for (let look = 0; look < LOOKS; look += 1) {
    await pause(250);
    const rows = await system.ask<{ lane: string }>(
      `update webhook_events set due_at = now() where state = 'pending' and attempts > 0 and due_at > now() returning lane`,
    );
    const lanes = rows.map(({ lane }) => lane);
    await system.ask(
      "update lanes set due_at = least(due_at, now()) where queue = 'inbox' and key = any($1)",
      [lanes],
    );
    const [open] = await system.ask("select 1 from webhook_events where state = 'pending' limit 1");
    if (!open) return;
  }
}

/** Takes the fault away and replays the dead letters; how many replies that brings. */
async function replay({ system, double }: Stage): Promise<number> {
  const before = double.accepted.length;
  await system.ask("drop trigger prove_poison on inbound_messages");
  await system.replay();
  await settle(system, double, 60);
  return double.accepted.length - before;
}

/** Some messages can't be processed, in several ways. */
export const poison: Experiment = {
  name: "E11",
  promise: "a message that can't be processed is parked with its reason, and blocks nobody",
  run: async (stage) => {
    const { dice, mailbox, system } = stage;
    await layTraps(stage);
    const messages = stage.size(400, 20_000);
    const crowd = gather({ dice, mailbox: () => mailbox, senders: Math.ceil(messages / 4) });
    const poisoned = Object.keys(KINDS).flatMap((text) =>
      crowd.senders.slice(0, 2).map((sender) => ({ sender, text })),
    );
    await Promise.all([
      crowd.write(messages),
      ...poisoned.map(({ sender, text }) => {
        const bad = {
          ...sender,
          phone: `1555${text.length}${dice.below(1_000_000) + 1_000_000}`,
          bsuid: `${sender.bsuid ?? "DE.0"}p${text.length}`,
        };
        return mailbox.deliver(messageDelivery(bad, `wamid.in.${randomUUID()}`, text));
      }),
    ]);
    await passTime(stage);
    const line = await count(stage, crowd);
    const deadLetters = await system.ask<{ failure: string | null; count: number }>(
      "select failure, count(*)::int from webhook_events where state = 'dead' group by failure order by failure",
    );
    const parked = deadLetters.reduce((total, row) => total + row.count, 0);
    const reasons = Object.fromEntries(
      deadLetters.map(({ failure, count: times }) => [failure ?? "", times]),
    );
    const replayed = await replay(stage);
    return {
      ...line,
      poisoned: poisoned.length,
      parked,
      reasons,
      replayed,
      failed: Math.abs(poisoned.length - parked) + (reasons[""] ?? 0) + Math.abs(poisoned.length - replayed),
    };
  },
};
