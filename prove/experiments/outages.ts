import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Line, Stage } from "../experiment.ts";
import type { GraphFaults } from "../graph-faults.ts";
import { gather } from "../senders.ts";

/** So long after the end of an outage the first message has been sent at the latest: the longest pause between two tries, and a little. */
const LATE_SECONDS = 15;

interface Outage {
  fault: Partial<GraphFaults>;
  seconds: number;
  /** How often one message is tried meanwhile. */
  halfOpenSeconds: number;
}

/** Queues messages while sending is impossible, for a while; then all is well again. */
async function run(stage: Stage, { fault, seconds, halfOpenSeconds }: Outage): Promise<Line> {
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
  const quiet = double.callsAt.filter(
    (at) => at > recoveredAt - (seconds * 1000) / 2 && at < recoveredAt,
  ).length;
  const line = await count(stage, crowd);
  const [row] = await system.ask<{ failed: number }>(
    "select count(*)::int as failed from outbound_messages where status = 'failed'",
  );
  const times = double.accepted.map(({ at }) => (at - recoveredAt) / 1000).sort((a, b) => a - b);
  const quietSeconds = seconds / 2;
  const tooManyCalls = Math.max(0, quiet - Math.ceil(quietSeconds / halfOpenSeconds) - 1);
  const tooLate = Number((times[0] ?? 0) > LATE_SECONDS);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  return {
    ...line,
    outage_secs: Math.round((recoveredAt - begun) / 1000),
    calls_per_sec_in_outage: Math.round((quiet / quietSeconds) * 10) / 10,
    first_sent_after_secs: at(0),
    half_sent_after_secs: at(0.5),
    failed: (row?.failed ?? 0) + tooManyCalls + tooLate,
  };
}

/** Meta is down, and says so. */
export const graphOutage: Experiment = {
  name: "E8",
  promise: "nothing is marked failed because Meta was down, and sending resumes by itself",
  run: (stage) =>
    run(stage, { fault: { outage: "down" }, seconds: stage.isFull ? 60 : 10, halfOpenSeconds: 5 }),
};

/** Our access token is no longer accepted, until it is again. */
export const deadToken: Experiment = {
  name: "E13",
  promise: "a dead access token pauses sending, fails nothing, and sending resumes without a restart",
  run: (stage) =>
    run(stage, { fault: { isTokenDead: true }, seconds: stage.isFull ? 60 : 10, halfOpenSeconds: 10 }),
};
