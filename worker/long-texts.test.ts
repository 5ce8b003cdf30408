import { setTimeout as pause } from "node:timers/promises";
import { expect, vi } from "vitest";
import { db } from "#lib/db";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { FILLS } from "#lib/testing/linear";
import { HEARTBEAT_SECONDS } from "./heartbeat.ts";

test.beforeEach(({ double }) => double.calm());

const LONG = 65_000;

function post(from: string, ...texts: string[]): Promise<void> {
  const contacts = [{ profile: { name: "Lou" }, wa_id: from }];
  return deliver(deliveryOf({ contacts, messages: texts.map((text) => textMessage(from, text)) }));
}

/** How long the reply to somebody takes who writes after six long texts of another's, in milliseconds. */
async function waitBehind(person: number, text: string): Promise<number> {
  const [talker, other] = [`15557${100_000 + person}`, `15558${100_000 + person}`];
  await post(talker, ...Array.from({ length: 6 }, () => text));
  const begun = performance.now();
  await post(other, "status");
  await vi.waitFor(
    async () =>
      expect(
        await db().outboundMessage.count({ where: { toPhone: `+${other}`, wamid: { not: null } } }),
      ).toBe(1),
    { timeout: 30_000, interval: 20 },
  );
  return performance.now() - begun;
}

/** The longest that the worker went without a sign of life until `watching` ends, in seconds. */
async function longestSilence(watching: AbortSignal): Promise<number> {
  let longest = 0;
  while (!watching.aborted) {
    const [row] = await db().$queryRaw<{ seconds: number }[]>`
      select coalesce(extract(epoch from now() - max(beat_at)), 0)::float as seconds from worker_heartbeats`;
    longest = Math.max(longest, row?.seconds ?? 0);
    await pause(200, undefined, { signal: watching }).catch(() => {});
  }
  return longest;
}

test("six texts of 65,000 characters of any one kind hold up neither another's reply nor the worker's heartbeat", async ({
  startWorker,
}) => {
  await startWorker();
  const watching = new AbortController();
  const silence = longestSilence(watching.signal);
  const waits: number[] = [];
  for (const [person, fill] of Object.values(FILLS).entries()) {
    const text = fill.repeat(LONG / fill.length);
    waits.push(await waitBehind(2 * person, text), await waitBehind(2 * person + 1, `a${text.slice(1)}a`));
  }
  watching.abort();
  const [median = 0] = waits.toSorted((a, b) => a - b).slice(waits.length / 2);
  // A busy machine may hold up one of them; each would be held up if it were the texts.
  expect(median).toBeLessThan(1000);
  expect(Math.max(...waits)).toBeLessThan(5000);
  expect(await silence).toBeLessThan(2 * HEARTBEAT_SECONDS);
});
