import { setTimeout as pause } from "node:timers/promises";
import { fillBulk } from "./backlog.ts";
import { countWithin, type Line, quantile, toLine } from "./figures.ts";
import type { Arrival } from "./graph.ts";
import { clock } from "./load.ts";
import type { Size } from "./sizes.ts";
import type { Stage } from "./stage.ts";
import { takeTurns } from "./turns.ts";
import { ALL_SENT, waitUntil } from "./work.ts";

const LIMIT = 80;

/** Replies come for so much of the time that the bulk messages take. */
const MEANWHILE = 0.9;

/** Queues a reply to the person whose number, in their order, is $1, to whom no bulk message goes; their phone. */
const REPLY = `
  with person as (
    select * from whatsapp_users order by whatsapp_phone offset $1 limit 1
  ), queued as (
    insert into outbound_messages (lane, whatsapp_user_id, to_phone, to_bsuid, purpose, kind, text, expires_at)
    select id, id, whatsapp_phone, bsuid, 'status', 'text', 'Account Status: Not Linked', now() + interval '15 minutes' from person
  ), due as (
    insert into lanes (queue, key, due_at) select 'outbox', id, now() from person
    on conflict (queue, key) do update set due_at = excluded.due_at
  )
  select whatsapp_phone as phone, pg_notify('connect_wake', 'outbox') from person`;

interface Outcome {
  /** Milliseconds from when each reply was queued. */
  waits: number[];
  /** Bulk messages a second while replies came. */
  bulkRate: number;
  times: number[];
}

/** How long replies wait for the Graph call while bulk messages use up our number's limit, and what the bulk messages get. */
export async function measureBulk(stage: Stage, { bulk }: Size): Promise<Line[]> {
  const { messages, replies } = bulk;
  const results = await takeTurns(1, { ours: () => takeTurn(stage, messages, replies) });
  const name = `${replies} replies among ${messages.toLocaleString("en-US")} bulk messages, limit ${LIMIT} messages/s`;
  const wait = (share: number, atMost: number) =>
    toLine(results, {
      name: `${name}: reply, queued to Graph call, p${share * 100}`,
      unit: "ms",
      pick: ({ waits }) => quantile(waits, share),
      aims: { ours: { atMost } },
    });
  return [
    wait(0.5, 500),
    wait(0.99, 1000),
    toLine(results, {
      name: `${name}: bulk meanwhile`,
      unit: "messages/s",
      pick: ({ bulkRate }) => bulkRate,
      aims: { ours: { atLeast: LIMIT * 0.7, atMost: LIMIT * 0.8 } },
    }),
    toLine(results, {
      name: `${name}: most within any second`,
      unit: "messages",
      pick: ({ times }) => Math.max(0, ...times.map((from) => countWithin(times, from, 1))),
      aims: { ours: { atMost: LIMIT } },
    }),
  ];
}

async function takeTurn(stage: Stage, messages: number, replies: number): Promise<Outcome> {
  await stage.clear();
  await fillBulk(stage.database, messages, replies);
  await stage.takeArrivals();
  const worker = await stage.startWorker(LIMIT);
  const arrivals: Arrival[] = [];
  while (arrivals.length === 0) arrivals.push(...(await stage.takeArrivals()));
  const queuedAt = new Map<string, number>();
  for (let reply = 0; reply < replies; reply++) {
    const at = clock();
    const { rows } = await stage.database.query<{ phone: string }>(REPLY, [messages + reply]);
    queuedAt.set(rows[0]?.phone ?? "", at);
    await pause(((messages / LIMIT) * MEANWHILE * 1000) / replies);
  }
  const [from = 0, to = 0] = [[...queuedAt.values()].at(0), [...queuedAt.values()].at(-1)];
  await waitUntil(stage, ALL_SENT);
  await worker.stop();
  arrivals.push(...(await stage.takeArrivals()));
  const bulkTimes = arrivals.filter(([phone]) => !queuedAt.has(phone)).map(([, at]) => at);
  const arrivedAt = new Map(arrivals);
  return {
    waits: [...queuedAt].map(([phone, at]) => (arrivedAt.get(phone) ?? Number.POSITIVE_INFINITY) - at),
    bulkRate: countWithin(bulkTimes, from, (to - from) / 1000) / ((to - from) / 1000),
    times: arrivals.map(([, at]) => at),
  };
}
