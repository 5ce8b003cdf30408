import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { db } from "../../db.ts";
import { env } from "../../env.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings } from "../../testing/settings.ts";
import { tokenSeconds } from "./rate-limits.ts";
import { reserveTokens, type SendToken } from "./tokens.ts";

const PER_SECOND = 200;
const DUE = 500;

test.beforeAll(async () => {
  changeSettings({ WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) });
  await db().$executeRaw`
    insert into lanes (queue, key, due_at) select 'outbox', n, now() from generate_series(1, ${DUE}::int) as n`;
  await reserveTokens("outbox", 1);
});

/** Callers that ask at the same time, each for so many, then a pause. */
const rhythm = fc.array(
  fc.record({
    callers: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }),
    pauseMs: fc.integer({ min: 0, max: 20 }),
  }),
  { minLength: 1, maxLength: 8 },
);

test("however many ask at once and in whichever rhythm, no second holds more tokens than the limit", async () => {
  expect(env().WHATSAPP_MESSAGES_PER_SECOND).toBe(PER_SECOND);
  const taken: SendToken[] = [];
  await fc.assert(
    fc.asyncProperty(rhythm, async (rounds) => {
      for (const { callers, pauseMs } of rounds) {
        const reserved = await Promise.all(callers.map((most) => reserveTokens("outbox", most)));
        taken.push(...reserved.flatMap(({ tokens }) => tokens));
        await pause(pauseMs);
      }
      const times = taken.map(({ at }) => at.getTime()).sort((a, b) => a - b);
      for (const [index, time] of times.entries()) {
        expect((times[index + PER_SECOND] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(1000);
      }
      for (const { waitMs } of taken) expect(waitMs).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 30 },
  );
  expect(taken.length).toBeGreaterThan(PER_SECOND);
});

test("after a quiet time tokens come at once, and none is saved up", async () => {
  await pause(1500);
  const { tokens } = await reserveTokens("outbox", 10);
  expect(tokens).toHaveLength(10);
  expect(tokens[0]?.waitMs).toBeLessThan(50);
  const spread = (tokens[9]?.at.getTime() ?? 0) - (tokens[0]?.at.getTime() ?? 0);
  expect(spread).toBeGreaterThanOrEqual(9 * tokenSeconds(PER_SECOND) * 1000 - 10);
});
