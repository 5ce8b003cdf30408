import { drain, fillInbox, fillOutbox, fillStatuses } from "./backlog.ts";
import { type Line, quantile } from "./figures.ts";
import type { Stage } from "./stage.ts";

const ANSWERED = "not exists (select from webhook_events where state = 'pending' and lane is not null)";
const SENT = "not exists (select from outbound_messages where status in ('queued', 'sending'))";
const SETTLE_MS = 1500;

async function repeat<T>(rounds: number, run: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let round = 0; round < rounds; round++) results.push(await run());
  return results;
}

/** How many statuses a second one worker applies. */
export async function measureStatuses(stage: Stage, rounds: number, messages: number): Promise<Line[]> {
  const rates = await repeat(rounds, async () => {
    await stage.clear();
    await fillStatuses(stage, messages);
    const { applied, seconds } = await stage.applyStatuses();
    return applied / seconds;
  });
  const name = `statuses applied, ${(messages * 3).toLocaleString("en-US")} waiting, three a message`;
  return [{ name, unit: "statuses/s", rounds: rates, aim: "≥ 10,000" }];
}

/** How many messages a second one worker sends when each of them is for another person. */
export async function measureSends(
  stage: Stage,
  { rounds, messages, limitSeconds }: { rounds: number; messages: number; limitSeconds: number },
): Promise<Line[]> {
  const rates = await repeat(rounds, async () => {
    await stage.clear();
    await fillOutbox(stage, messages);
    const worker = await stage.startWorker();
    const seconds = await drain(stage, SENT, limitSeconds);
    await worker.stop();
    return messages / seconds;
  });
  const name = `messages sent, ${messages.toLocaleString("en-US")} waiting`;
  return [{ name, unit: "messages/s", rounds: rates, aim: "≥ 1,000" }];
}

/** How long it takes from when a message is due to be posted until the answer to it reaches the Graph API. */
export async function measureReplies(
  stage: Stage,
  { rounds, seconds, rate }: { rounds: number; seconds: number; rate: number },
): Promise<Line[]> {
  await stage.clear();
  const worker = await stage.startWorker();
  const senders = Math.ceil(rate * seconds * (rounds + 1)) + 1000;
  const load = { port: stage.webPort, connections: 32, eventsPerPost: 1, senders, rate };
  await stage.load({ ...load, seconds: 2 });
  const results = await repeat(rounds, async () => {
    await stage.askGraph();
    const { dueAt, posts } = await stage.load({ ...load, seconds });
    await drain(stage, `${ANSWERED} and ${SENT}`, 30);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const arrivals = new Map((await stage.askGraph()).arrivals);
    const latencies = dueAt.flatMap(([sender, due]) => {
      const at = arrivals.get(`+1555${1_000_000 + sender}`);
      return at === undefined ? [] : [at - due];
    });
    return { latencies, missing: posts - latencies.length };
  });
  await worker.stop();
  const at = (share: number) => results.map(({ latencies }) => quantile(latencies, share));
  const name = `reply at ${rate} messages/s, POST to Graph call`;
  return [
    { name: `${name}: p50`, unit: "ms", rounds: at(0.5), aim: "≤ 20 ms" },
    { name: `${name}: p99`, unit: "ms", rounds: at(0.99), aim: "≤ 100 ms" },
    { name: `${name}: not answered`, unit: "", rounds: results.map(({ missing }) => missing), aim: "0" },
  ];
}

/** How many messages a second one worker answers (and its replies are sent) when many wait. */
export async function measureDrain(
  stage: Stage,
  {
    rounds,
    messages,
    senders,
    limitSeconds,
  }: { rounds: number; messages: number; senders: number; limitSeconds: number },
): Promise<Line[]> {
  const results = await repeat(rounds, async () => {
    await stage.clear();
    await fillInbox(stage, messages, senders);
    const worker = await stage.startWorker();
    const answered = await drain(stage, ANSWERED, limitSeconds);
    const sent = answered + (await drain(stage, SENT, limitSeconds));
    await worker.stop();
    return { answered: messages / answered, sent: messages / sent };
  });
  const of = `${messages.toLocaleString("en-US")} messages of ${senders.toLocaleString("en-US")}`;
  return [
    {
      name: `backlog, ${of}: answered`,
      unit: "messages/s",
      rounds: results.map(({ answered }) => answered),
      aim: "≥ 2,500",
    },
    { name: `backlog, ${of}: and replies sent`, unit: "messages/s", rounds: results.map(({ sent }) => sent) },
  ];
}
