import { randomUUID } from "node:crypto";
import { disconnect } from "#lib/db";
import { env, requireEnvironment } from "#lib/env";
import { claimLane, freeExpiredLanes, type LeasedLane, type Queue, releaseLane } from "#lib/lanes";
import { log } from "#lib/log";
import { refreshTemplates } from "#lib/messaging/templates";
import { beat, HEARTBEAT_SECONDS, stopBeating } from "./heartbeat.ts";
import { startRunner } from "./runner.ts";
import { startSchedule } from "./schedule.ts";
import { answerMessages } from "./tasks/answer-messages.ts";
import { applyEvents } from "./tasks/apply-events.ts";
import { sendMessages } from "./tasks/send-messages.ts";
import { listenForWork } from "./wake-ups.ts";

const RUNNERS_PER_QUEUE = 3;
const SWEEP_SECONDS = 2;

/** What is not finished so long after a stop was asked for is left to the leases. */
const STOP_MS = 15_000;

requireEnvironment();

const workerId = randomUUID();
let leases = 0;

function laneWork(queue: Queue, work: (lane: LeasedLane) => Promise<Date | null>) {
  return async () => {
    const lane = await claimLane(queue, `${workerId}:${++leases}`);
    if (!lane) return false;
    let nextDueAt: Date | null = new Date(0);
    try {
      nextDueAt = await work(lane);
    } finally {
      await releaseLane(lane, nextDueAt);
    }
    return true;
  };
}

const runners = [
  ...Array.from({ length: RUNNERS_PER_QUEUE }, () => startRunner("inbox", laneWork("inbox", answerMessages))),
  ...Array.from({ length: RUNNERS_PER_QUEUE }, () => startRunner("outbox", laneWork("outbox", sendMessages))),
  startRunner("events", async () => (await applyEvents()) > 0),
];
const stopListening = listenForWork(() => {
  for (const runner of runners) runner.wake();
});

function every(seconds: number, work: () => Promise<unknown>): NodeJS.Timeout {
  const run = () =>
    work().catch((error) => log().warn({ error }, "a periodic task failed and will be repeated"));
  void run();
  return setInterval(run, seconds * 1000);
}

const timers = [every(HEARTBEAT_SECONDS, () => beat(workerId)), every(SWEEP_SECONDS, freeExpiredLanes)];
const schedule = startSchedule();
void refreshTemplates().catch((error) => log().warn({ error }, "the templates could not be refreshed"));

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_MS).unref();
  for (const timer of timers) clearInterval(timer);
  await stopListening();
  await Promise.allSettled(runners.map((runner) => runner.stop()));
  await Promise.allSettled([schedule.then((running) => running.stop()), stopBeating(workerId)]);
  await disconnect();
  process.exit(0);
}

for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, () => void stop());
process.on("unhandledRejection", (error) => log().error({ error }, "an unhandled rejection"));
log().info({ workerId, demo: env().CONNECT_DEMO }, "the worker is ready");
process.send?.({ ready: true });
