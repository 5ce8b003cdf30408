import type { Chaos, Kills } from "./chaos.ts";
import type { Line, Stage } from "./experiment.ts";
import type { Crowd } from "./senders.ts";
import { settle } from "./settle.ts";
import { judge } from "./verdict.ts";

const sum = ({ web, worker, database }: Kills) => web + worker + database;

/** Counts what must have become of the work, at the double first. */
export async function count({ system, double, isFull }: Stage, crowd: Crowd, chaos?: Chaos): Promise<Line> {
  const written = performance.now();
  const rest = await settle(system, double, isFull ? 900 : 180);
  const verdict = judge(crowd.senders, double.accepted);
  const wamids = crowd.senders.flatMap(({ acknowledged }) => acknowledged);
  const [effects] = await system.ask<{ missing: number }>(
    "select count(*)::int as missing from unnest($1::text[]) as a(wamid) where not exists (select from inbound_messages i where i.wamid = a.wamid) and not exists (select from webhook_events e where e.dedupe_key = 'm:' || a.wamid and e.state = 'pending')",
    [wamids],
  );
  const [unsettled] = await system.ask<{ count: number }>(
    "select count(*)::int from outbound_messages where status in ('queued', 'sending', 'unknown')",
  );
  const open = unsettled?.count ?? 0;
  const lostAnswers = double.accepted.filter(({ isAnswerLost }) => isAnswerLost);
  const [recovered] = await system.ask<{ count: number }>(
    "select count(*)::int from outbound_messages where wamid = any($1)",
    [lostAnswers.map(({ wamid }) => wamid)],
  );
  const all = [...system.webs, ...system.workers];
  return {
    N: crowd.acknowledged,
    kills: chaos ? sum(chaos.done) : 0,
    restarts: 0,
    acked: crowd.acknowledged,
    // What we do not know to have been sent is not lost but unresolved, and shown so.
    lost: Math.max(verdict.lost - open - rest.events, effects?.missing ?? 0),
    doubled: verdict.doubled,
    order_violations: verdict.order_violations,
    unresolved: rest.events + open,
    ...(chaos ? { killed: chaos.done } : {}),
    crashes: all.reduce((total, { crashes }) => total + crashes, 0),
    repeats: crowd.repeats,
    settle_secs: Math.round((performance.now() - written) / 100) / 10,
    answer_secs: Math.round(((double.accepted.at(-1)?.at ?? 0) - (double.accepted[0]?.at ?? 0)) / 100) / 10,
    lost_answers: lostAnswers.length,
    recovered: recovered?.count ?? 0,
    failed: lostAnswers.length - (recovered?.count ?? 0),
  };
}
