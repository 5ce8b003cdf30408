import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Line, Stage } from "../experiment.ts";
import type { GraphFaults } from "../graph-faults.ts";
import { gather } from "../senders.ts";

/** Queues messages while sending is impossible, for a while; then all is well again. */
async function run(stage: Stage, fault: Partial<GraphFaults>, seconds: number): Promise<Line> {
  const { system, double, dice, mailbox } = stage;
  const messages = stage.size(200, 5000);
  const wellAgain = { ...double.faults };
  Object.assign(double.faults, fault);
  const crowd = gather({ dice, mailbox: () => mailbox, senders: messages });
  const begun = performance.now();
  await crowd.write(messages);
  await pause(Math.max(0, seconds * 1000 - (performance.now() - begun)));
  const recoveredAt = performance.now();
  Object.assign(double.faults, wellAgain);
  const quiet = double.callsAt.filter((at) => at > recoveredAt - (seconds * 1000) / 2).length;
  const line = await count(stage, crowd);
  const [row] = await system.ask<{ failed: number }>(
    "select count(*)::int as failed from outbound_messages where status = 'failed'",
  );
  const times = double.accepted.map(({ at }) => (at - recoveredAt) / 1000).sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  return {
    ...line,
    outage_secs: Math.round((recoveredAt - begun) / 1000),
    calls_per_sec_in_outage: Math.round((quiet / (seconds / 2)) * 10) / 10,
    first_sent_after_secs: at(0),
    half_sent_after_secs: at(0.5),
    failed: row?.failed ?? 0,
  };
}

/** Meta is down, and says so. */
export const graphOutage: Experiment = {
  name: "E8",
  promise: "nothing is marked failed because Meta was down, and sending resumes by itself",
  run: (stage) => run(stage, { outage: "down" }, stage.isFull ? 60 : 10),
};

/** Our access token is no longer accepted, until it is again. */
export const deadToken: Experiment = {
  name: "E13",
  promise: "a dead access token pauses sending, fails nothing, and sending resumes without a restart",
  run: (stage) => run(stage, { isTokenDead: true }, stage.isFull ? 60 : 10),
};
