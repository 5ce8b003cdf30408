import { commands } from "#lib/bot/commands/index";
import { clockLead, MAX_CLOCK_LEAD_SECONDS } from "#lib/clock";
import { listen } from "#lib/database/listening";
import { disconnect, openConnections, planOnce } from "#lib/db";
import { currentMode, env, requireEnvironment } from "#lib/env";
import { newWorkerId } from "#lib/health/workers";
import { freeExpiredLanes, type SendingQueue, WAKE_CHANNEL, WORK, type Work, workHere } from "#lib/lanes";
import { log } from "#lib/log";
import { refreshTemplates } from "#lib/templates/templates";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";
import { beat, HEARTBEAT_SECONDS, stopBeating } from "./heartbeat.ts";
import { type Runner, startRunner } from "./runner.ts";
import { keepSchedule } from "./schedule.ts";
import { applyEvents } from "./tasks/apply-events.ts";
import { createClaiming, type SendingWork } from "./tasks/claim-messages.ts";
import { handOffTo } from "./tasks/hand-off.ts";
import { claimQuestions, replyLater } from "./tasks/reply-later.ts";
import { sendMessages } from "./tasks/send-messages.ts";
import { claimInbox, LANES_AT_A_TIME, workInbox } from "./tasks/work-inbox.ts";

const INBOX_RUNNERS = 3;

/** Messages that are on their way to Meta at the same time: enough for 1,000 a second at half a second each. */
const SENDS_AT_ONCE = 512;

/** Questions to other systems that are asked at the same time. */
const QUESTIONS_AT_ONCE = 16;
const SWEEP_SECONDS = 1;
const CLOCK_SECONDS = 60;

/** What is not finished so long after a stop was asked for is left to the leases. */
const STOP_MS = 15_000;

/** How it ends; while it starts, there is nothing to finish. */
let end: () => unknown = () => process.exit(0);
for (const signal of ["SIGTERM", "SIGINT", "disconnect"]) process.on(signal, () => void end());

requireEnvironment();
planOnce();
await openConnections();

const workerId = newWorkerId();
let leases = 0;

const newHolder = () => `${workerId}:${++leases}`;

const sendsAtOnce = Math.min(SENDS_AT_ONCE, env().WHATSAPP_MESSAGES_PER_SECOND);
const outbox = startSending("outbox");
const bulk = startSending("bulk");
const handOff = handOffTo(outbox);

function startSending(queue: SendingQueue): Dispatcher<SendingWork> {
  const claimNext = createClaiming(queue);
  const sending = startDispatcher(queue, sendsAtOnce, claim, send);

  async function claim(most: number): Promise<SendingWork[]> {
    const { jobs, hasMore } = await claimNext(newHolder(), most);
    if (hasMore) sending.wake();
    return jobs;
  }

  async function send(work: SendingWork): Promise<void> {
    if (await sendMessages(work)) sending.wake();
    if (work.isTrial) for (const dispatcher of [outbox, bulk]) dispatcher.wake();
  }

  return sending;
}

/** News wakes the first runner; each that finds as much as it can take at a time wakes the next one, so that few people share no less than a transaction. */
const inbox: Runner[] = Array.from({ length: INBOX_RUNNERS }, (_, at) =>
  startRunner("inbox", async () => {
    const claimed = await claimInbox(newHolder());
    const { length } = claimed.lanes;
    if (length === LANES_AT_A_TIME) inbox[at + 1]?.wake();
    if (length === 0) return false;
    await workInbox(claimed, commands, handOff);
    return true;
  }),
);

const later = startDispatcher("later", QUESTIONS_AT_ONCE, claimQuestions, (question) =>
  replyLater(question, commands),
);

const runnersOf: Record<Work, Runner[]> = {
  inbox,
  outbox: [outbox],
  bulk: [bulk],
  later: [later],
  // Two of one process would wait for each other: the statuses of a message come in different batches.
  events: [startRunner("events", async () => (await applyEvents()) > 0)],
};
const runners = Object.values(runnersOf).flat();
const wakeFirst = (work: Work) => runnersOf[work][0]?.wake();
for (const work of WORK) workHere(work, () => wakeFirst(work));
const stopListening = listen(WAKE_CHANNEL, "connect-wake", (news) => {
  for (const work of WORK) if (news === null || news === work) wakeFirst(work);
});

function every(seconds: number, work: () => Promise<unknown>): NodeJS.Timeout {
  const run = () =>
    work().catch((error) => log().warn({ error }, "a periodic task failed and will be repeated"));
  void run();
  return setInterval(run, seconds * 1000);
}

async function watchClock(): Promise<void> {
  const aheadSeconds = await clockLead();
  if (Math.abs(aheadSeconds) > MAX_CLOCK_LEAD_SECONDS)
    log().error({ aheadSeconds }, "the clocks of this machine and of the database differ; set them right");
}

const timers = [
  every(HEARTBEAT_SECONDS, () => beat(workerId)),
  every(SWEEP_SECONDS, freeExpiredLanes),
  every(CLOCK_SECONDS, watchClock),
];
const stopSchedule = keepSchedule();
void refreshTemplates().catch((error) => log().warn({ error }, "the templates could not be refreshed"));

let isStopping = false;
async function stop(): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  setTimeout(() => process.exit(1), STOP_MS).unref();
  for (const timer of timers) clearInterval(timer);
  await stopListening();
  await Promise.allSettled(runners.map((runner) => runner.stop()));
  // What the last replies have handed over meanwhile.
  await outbox.stop();
  await Promise.allSettled([stopSchedule(), stopBeating(workerId)]);
  await disconnect();
  process.exit(0);
}

end = stop;
process.on("unhandledRejection", (error) => log().error({ error }, "an unhandled rejection"));
log().info({ workerId, mode: currentMode() }, "the worker is ready");
process.send?.({ ready: true });
