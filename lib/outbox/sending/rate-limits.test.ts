import { setTimeout as pause } from "node:timers/promises";
import fc from "fast-check";
import { expect } from "vitest";
import { env } from "../../env.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings } from "../../testing/settings.ts";
import { type SendToken, takeSendToken, tokenSeconds } from "./rate-limits.ts";

const PER_SECOND = 200;

test.beforeAll(async () => {
  changeSettings({ WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) });
});

/** Callers that ask at the same time, then a pause. */
const rhythm = fc.array(
  fc.record({ asked: fc.integer({ min: 1, max: 20 }), pauseMs: fc.integer({ min: 0, max: 20 }) }),
  { minLength: 1, maxLength: 8 },
);

test("however many ask at once and in whichever rhythm, no second holds more tokens than the limit", async () => {
  expect(env().WHATSAPP_MESSAGES_PER_SECOND).toBe(PER_SECOND);
  const tokens: (SendToken | null)[] = [];
  await fc.assert(
    fc.asyncProperty(rhythm, async (rounds) => {
      for (const { asked, pauseMs } of rounds) {
        tokens.push(...(await Promise.all(Array.from({ length: asked }, takeSendToken))));
        await pause(pauseMs);
      }
      const times = tokens.map((token) => token?.at.getTime() ?? 0).sort((a, b) => a - b);
      for (const [index, time] of times.entries()) {
        expect((times[index + PER_SECOND] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThanOrEqual(1000);
      }
      for (const token of tokens) expect(token?.waitMs).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 15 },
  );
});

test("after a quiet time tokens come at once, and none is saved up", async () => {
  const last = await takeSendToken();
  await pause((last?.waitMs ?? 0) + 1500);
  const tokens = await Promise.all(Array.from({ length: 10 }, takeSendToken));
  expect(tokens[0]?.waitMs).toBeLessThan(50);
  const spread = (tokens[9]?.at.getTime() ?? 0) - (tokens[0]?.at.getTime() ?? 0);
  expect(spread).toBeGreaterThanOrEqual(9 * tokenSeconds(PER_SECOND) * 1000 - 10);
});
