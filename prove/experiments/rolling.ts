import { setTimeout as pause } from "node:timers/promises";
import { count } from "../count.ts";
import type { Experiment, Line, Stage } from "../experiment.ts";
import { startHaproxy } from "../haproxy.ts";
import { gather } from "../senders.ts";
import { inviteVisitors } from "../visitors.ts";

/** Two web servers and two workers: a rolling restart replaces each of them. */
const PROCESSES = 4;
const WRITTEN_AT_A_TIME = 100;

/** So long a proxy that asks each second may take to see that a server is back. */
const NOTICE_MS = 2500;

const total = (counts: [unknown, number][]) => counts.reduce((sum, [, times]) => sum + times, 0);

interface Plan {
  messages: number;
  /** Messages a second. */
  rate: number;
  /** How often each process is replaced. */
  rounds: number;
  /** How long a deployment waits after it has replaced a web server. */
  noticeMs: number;
}

async function roll(stage: Stage, { messages, rate, rounds, noticeMs }: Plan): Promise<Line> {
  const { dice, mailbox, system } = stage;
  const senders = Math.ceil(messages / 4);
  const crowd = gather({ dice, mailbox: () => mailbox, senders, rate });
  const visitors = inviteVisitors(system.webhookPort);
  const wanted = PROCESSES * rounds;
  let restarts = 0;
  async function write(): Promise<void> {
    while (restarts < wanted || crowd.acknowledged < messages) await crowd.write(WRITTEN_AT_A_TIME);
  }
  const writing = write();
  const exits = new Map<number | string, number>();
  while (restarts < wanted) {
    const index = Math.floor(restarts / 2) % 2;
    const isWeb = restarts % 2 === 0;
    const outcome = (await (isWeb ? system.replaceWeb(index) : system.workers[index]?.replace())) ?? "none";
    exits.set(outcome, (exits.get(outcome) ?? 0) + 1);
    restarts += 1;
    if (isWeb) await pause(noticeMs);
  }
  await writing;
  await visitors.leave();
  const line = await count(stage, crowd);
  const others = [...mailbox.responses, ...visitors.responses].filter(([status]) => status !== 200);
  const unclean = [...exits].filter(([outcome]) => outcome !== 0);
  return {
    ...line,
    restarts,
    responses: Object.fromEntries(mailbox.responses),
    pages: Object.fromEntries(visitors.responses),
    no_response_because: Object.fromEntries(mailbox.failures),
    exits: Object.fromEntries(exits),
    failed: total(others) + total(unclean),
  };
}

/** Deployments under load: every process is replaced in turn, again and again. */
export const rolling: Experiment = {
  name: "E12",
  promise: "a rolling restart loses nothing, and every response is a 200",
  system: { webs: 2, workers: 2 },
  isKeepAlive: false,
  run: (stage) =>
    roll(stage, {
      messages: stage.size(700, 20_000),
      rate: stage.isFull ? 150 : 60,
      rounds: stage.isFull ? 30 : 2,
      noticeMs: 0,
    }),
};

/** The same as it is deployed: `npm run serve` behind HAProxy, which nobody tells what is about to be stopped. */
export const rollingServed: Experiment = {
  name: "E12-haproxy",
  promise: "the same behind HAProxy, which finds out by itself where requests can go",
  system: { webs: 2, workers: 2, isServed: true, front: startHaproxy, variables: { TRUSTED_PROXIES: "1" } },
  run: (stage) =>
    roll(stage, {
      messages: stage.size(700, 24_000),
      rate: stage.isFull ? 200 : 60,
      rounds: stage.isFull ? 3 : 1,
      noticeMs: NOTICE_MS,
    }),
};
