import { randomUUID } from "node:crypto";
import type { Experiment, Stage } from "../experiment.ts";
import { settle } from "../settle.ts";
import { type Status, statusDelivery, statusOf } from "../webhooks.ts";

const RANK: Record<string, number> = { accepted: 2, sent: 3, failed: 4, delivered: 5, read: 6 };
const CONNECTIONS = 8;
const MOST_IN_A_DELIVERY = 20;

/** Accepted messages, as if we had sent them; and a trap for each step back. */
async function prepare({ system }: Stage, wamids: string[]): Promise<void> {
  await system.ask("create table prove_steps_back (id uuid, was smallint, became smallint)");
  await system.ask(`create function prove_step_back() returns trigger language plpgsql as $$ begin
    insert into prove_steps_back values (old.id, old.rank, new.rank); return new; end $$`);
  await system.ask(`create trigger prove_step_back before update on outbound_messages for each row
    when (new.rank < old.rank) execute function prove_step_back()`);
  await system.ask(
    `insert into outbound_messages (lane, purpose, kind, text, status, rank, attempts, due_at, to_phone, wamid, accepted_at)
     select '+1' || n, 'staff', 'text', 'Hello', 'accepted', 2, 1, null, '+1' || n, wamid, now()
     from unnest($1::text[]) with ordinality as t(wamid, n)`,
    [wamids],
  );
}

function* bundles(statuses: Status[], size: () => number): Generator<string> {
  for (let from = 0; from < statuses.length; ) {
    const to = from + size();
    yield statusDelivery(statuses.slice(from, to));
    from = to;
  }
}

/** Statuses in any order, many of them twice, some never. */
export const statuses: Experiment = {
  name: "E4b",
  promise: "the shown state never goes back, and ends the same whatever the order",
  run: async (stage) => {
    const { dice, mailbox, system, double } = stage;
    const N = stage.size(3000, 100_000);
    const wamids = Array.from({ length: N }, () => `wamid.out.${randomUUID()}`);
    await prepare(stage, wamids);
    const told = wamids.map((wamid) => {
      const words = [
        "sent",
        ...(dice.strikes(30) ? [] : ["delivered"]),
        ...(dice.strikes(70) ? ["read"] : []),
      ];
      return { wamid, words: dice.strikes(5) ? [...words, "failed"] : words };
    });
    const all = told.flatMap(({ wamid, words }) => words.map((word) => statusOf(wamid, word, null)));
    const twice = all.filter(() => dice.strikes(20));
    const queue = [...bundles(dice.shuffle([...all, ...twice]), () => 1 + dice.below(MOST_IN_A_DELIVERY))];
    const posts = queue.length;
    const post = async () => {
      for (let body = queue.pop(); body; body = queue.pop()) await mailbox.deliver(body);
    };
    const begun = performance.now();
    await Promise.all(Array.from({ length: CONNECTIONS }, post));
    const rest = await settle(system, double, 300);
    const seconds = (performance.now() - begun) / 1000;

    const shown = await system.ask<{ wamid: string; status: string }>(
      "select wamid, status from outbound_messages",
    );
    const states = new Map(shown.map(({ wamid, status }) => [wamid, status]));
    const highest = (words: string[]) => words.sort((a, b) => (RANK[b] ?? 0) - (RANK[a] ?? 0))[0];
    const wrong = told.filter(({ wamid, words }) => states.get(wamid) !== highest(words)).length;
    const back = await system.ask("select 1 from prove_steps_back");
    return {
      N,
      kills: 0,
      restarts: 0,
      acked: all.length + twice.length,
      lost: wrong,
      doubled: 0,
      order_violations: back.length,
      unresolved: rest.events,
      posts,
      statuses_per_sec: Math.round((all.length + twice.length) / seconds),
    };
  },
};
