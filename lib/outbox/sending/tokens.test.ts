import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { beforeEach, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings } from "../../testing/settings.ts";
import { noteRefusal } from "./circuit-breaker.ts";
import { tokenSeconds } from "./rate-limits.ts";
import {
  AHEAD_SECONDS,
  BULK_SHARE,
  CONVERSATION_SECONDS,
  reserveTokens,
  type SendToken,
  type Tokens,
} from "./tokens.ts";

const PER_SECOND = 200;
const DUE = 5000;

test.beforeAll(async () => {
  changeSettings({ WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) });
});

beforeEach(async () => {
  await db().$executeRaw`truncate lanes, sending_numbers`;
  await db().$executeRaw`
    insert into lanes (queue, key, due_at) select 'bulk', n, now() from generate_series(1, ${DUE}::int) as n`;
  await db().$executeRaw`insert into lanes (queue, key) values ('outbox', 'chat')`;
  await reserveTokens("bulk", 1);
});

/** A token for a conversation that has just become due; null where there is none yet. */
async function takeSendToken(): Promise<SendToken | null> {
  await db().$executeRaw`update lanes set due_at = now() where queue = 'outbox'`;
  const { tokens } = await reserveTokens("outbox", 1);
  await db().$executeRaw`update lanes set due_at = null where queue = 'outbox'`;
  return tokens[0] ?? null;
}

const timeOf = ({ at }: { at: Date }) => at.getTime();

/** Takes what bulk messages get, as a worker does, for a while; when the tokens are due. */
async function takeBulk(seconds: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const { tokens, waitMs } = await reserveTokens("bulk", PER_SECOND);
    times.push(...tokens.map(timeOf));
    await pause(waitMs ?? 0);
  }
  return times;
}

/** Takes a token for a conversation every so many milliseconds, for a while. */
async function converse(seconds: number, everyMs: number): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until) {
    const token = await takeSendToken();
    if (token) times.push(timeOf(token));
    await pause(everyMs);
  }
  return times;
}

/** How many tokens a second there are, as a part of all that our number may have. */
function share(times: number[]): number {
  const [first = 0, last = 0] = [times.at(0), times.at(-1)];
  return (times.length - 1) / ((last - first) / 1000 / tokenSeconds(PER_SECOND));
}

/** The same, while it went best for half a second: who asks late, as on a busy machine, gets less than they may. */
function bestShare(times: number[]): number {
  const half = PER_SECOND / 2;
  return Math.max(...times.slice(half).map((_, index) => share(times.slice(index, index + half))));
}

test("with no conversation about, bulk messages get the whole rate of our number", async () => {
  expect(bestShare(await takeBulk(2))).toBeGreaterThan(0.95);
});

test("while there is a conversation, bulk messages get four fifths of it, and soon after it all of it again", async () => {
  const [bulk] = await Promise.all([takeBulk(2.5), converse(2.5, 200)]);
  expect(share(bulk.slice(PER_SECOND / 2))).toBeLessThanOrEqual(BULK_SHARE + 0.02);
  expect(bestShare(bulk.slice(PER_SECOND / 2))).toBeGreaterThan(BULK_SHARE - 0.1);
  await pause(CONVERSATION_SECONDS * 1000);
  expect(bestShare(await takeBulk(1.5))).toBeGreaterThan(0.95);
});

test("a conversation waits no longer for its token than bulk messages are planned ahead", async () => {
  const waits: number[] = [];
  const ask = async () => {
    for (let asked = 0; asked < 20; asked++) {
      waits.push((await takeSendToken())?.waitMs ?? Number.POSITIVE_INFINITY);
      await pause(70);
    }
  };
  await Promise.all([takeBulk(1.5), ask()]);
  expect(Math.max(...waits)).toBeLessThanOrEqual((AHEAD_SECONDS + 2 * tokenSeconds(PER_SECOND)) * 1000);
});

test("bulk messages get nothing while conversations have taken our number's time", async () => {
  await db().$executeRaw`update sending_numbers set next_slot_at = now() + interval '5 seconds'`;
  const { tokens, waitMs } = await reserveTokens("bulk", PER_SECOND);
  expect(tokens).toEqual([]);
  expect(waitMs).toBeGreaterThan(0);
});

test("nor do they while a conversation has waited for a worker, nor while nothing is sent at all, nor when none is due", async () => {
  await db().$executeRaw`update lanes set due_at = now() - interval '1 second' where queue = 'outbox'`;
  expect(await reserveTokens("bulk", PER_SECOND)).toMatchObject({ tokens: [], waitMs: expect.any(Number) });
  await db().$executeRaw`delete from lanes where queue = 'outbox'`;
  expect((await reserveTokens("bulk", PER_SECOND)).tokens).not.toEqual([]);
  await noteRefusal("account", "131031");
  const nothing: Tokens = { tokens: [], waitMs: null };
  expect(await reserveTokens("bulk", PER_SECOND)).toEqual(nothing);
  await db().$executeRaw`truncate lanes, sending_numbers`;
  await reserveTokens("bulk", 1);
  expect(await reserveTokens("bulk", PER_SECOND)).toEqual(nothing);
});

test("in whichever rhythm both ask, no second holds more tokens than the limit", async () => {
  const rhythm = fc.array(
    fc.record({
      replies: fc.integer({ min: 0, max: 30 }),
      bulk: fc.integer({ min: 0, max: 60 }),
      pauseMs: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 1, maxLength: 10 },
  );
  const times: number[] = [];
  await fc.assert(
    fc.asyncProperty(rhythm, async (rounds) => {
      for (const { replies, bulk, pauseMs } of rounds) {
        const [conversing, ...reserved] = await Promise.all([
          Promise.all(Array.from({ length: replies }, takeSendToken)),
          reserveTokens("bulk", bulk),
          reserveTokens("bulk", bulk),
        ]);
        times.push(...conversing.flatMap((token) => token?.at.getTime() ?? []));
        times.push(...reserved.flatMap(({ tokens }) => tokens.map(timeOf)));
        await pause(pauseMs);
      }
      times.sort((a, b) => a - b);
      for (const [index, time] of times.entries()) {
        expect((times[index + PER_SECOND] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(1000);
      }
    }),
    { numRuns: 15 },
  );
  expect(times.length).toBeGreaterThan(PER_SECOND);
});
