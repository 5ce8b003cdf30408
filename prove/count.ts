import type { Chaos, Kills } from "./chaos.ts";
import type { Line, Stage } from "./experiment.ts";
import type { KeptProcess } from "./process.ts";
import type { Crowd } from "./senders.ts";
import { settle } from "./settle.ts";
import { countOutOfTurn, judge } from "./verdict.ts";

const sum = ({ web, worker, database }: Kills) => web + worker + database;

/** Counts what must have become of the work, at the double first. */
export async function count({ system, double, isFull }: Stage, crowd: Crowd, chaos?: Chaos): Promise<Line> {
  const written = performance.now();
  const rest = await settle(system, double, isFull ? 900 : 180, () => crowd.write(1));
  const verdict = judge(crowd.senders, double.accepted);
  const rows = await system.ask<{ id: string; question: string | null }>(
    "select id, source_wamid as question from outbound_messages",
  );
  const questions = new Map(rows.map(({ id, question }) => [id, question ?? ""]));
  const wamids = crowd.senders.flatMap(({ acknowledged }) => acknowledged);
  const [effects] = await system.ask<{ missing: number }>(
    "select count(*)::int as missing from unnest($1::text[]) as a(wamid) where not exists (select from inbound_messages i where i.wamid = a.wamid) and not exists (select from webhook_events e where e.dedupe_key = 'm:' || a.wamid and e.state = 'pending')",
    [wamids],
  );
  const [unsettled] = await system.ask<{ count: number }>(
    "select count(*)::int from outbound_messages where status in ('queued', 'sending', 'unknown')",
  );
  const open = unsettled?.count ?? 0;
  const lostResponses = double.accepted.filter(({ isResponseLost }) => isResponseLost);
  const [recovered] = await system.ask<{ count: number }>(
    "select count(*)::int from outbound_messages where wamid = any($1)",
    [lostResponses.map(({ wamid }) => wamid)],
  );
  const found = recovered?.count ?? 0;
  const all = [...system.webs, ...system.workers];
  const total = (count: (kept: KeptProcess) => number) => all.reduce((sum, kept) => sum + count(kept), 0);
  return {
    N: crowd.acknowledged,
    kills: chaos ? sum(chaos.done) : 0,
    restarts: total(({ restarts }) => restarts) + (chaos?.done.database ?? 0),
    acked: crowd.acknowledged,
    // What we do not know to have been sent is not lost but unresolved, and shown so.
    lost: Math.max(verdict.lost - open - rest.events, effects?.missing ?? 0),
    doubled: verdict.doubled,
    order_violations: Math.max(
      verdict.order_violations,
      countOutOfTurn(crowd.senders, double.accepted, questions),
    ),
    unresolved: rest.events + open,
    ...(chaos ? { killed: chaos.done } : {}),
    crashes: total(({ crashes }) => crashes),
    repeats: crowd.repeats,
    settle_secs: Math.round((performance.now() - written) / 100) / 10,
    reply_secs: Math.round(((double.accepted.at(-1)?.at ?? 0) - (double.accepted[0]?.at ?? 0)) / 100) / 10,
    recovered: `${found}/${lostResponses.length}`,
    failed: lostResponses.length - found,
  };
}
