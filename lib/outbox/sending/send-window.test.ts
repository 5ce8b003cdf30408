import { beforeAll, expect, test } from "vitest";
import { changeSettings } from "../../testing/settings.ts";
import { waitForSendWindow } from "./send-window.ts";

const PER_SECOND = 40;

beforeAll(() => {
  changeSettings({ WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) });
});

/** When calls that all want to begin now begin. */
function begin(count: number): Promise<number[]> {
  const one = async () => {
    await waitForSendWindow();
    return performance.now();
  };
  return Promise.all(Array.from({ length: count }, one));
}

test("calls that come together begin at once while the limit allows it, and no second holds more of them than that", async () => {
  const started = performance.now();
  const first = await begin(PER_SECOND / 2);
  expect((first.at(-1) ?? 0) - started).toBeLessThan(950);
  const times = [...first, ...(await begin(PER_SECOND * 2))].sort((a, b) => a - b);
  const timerMs = 50; // A timer may be that late on a busy machine.
  for (const [index, time] of times.entries())
    expect((times[index + PER_SECOND] ?? Number.POSITIVE_INFINITY) - time).toBeGreaterThan(1000 - timerMs);
  expect((times.at(-1) ?? 0) - started).toBeLessThan(8000);
});
