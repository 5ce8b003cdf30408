import { beforeAll, expect, test } from "vitest";
import { env } from "../env.ts";
import { useOwnDatabase } from "../testing/database.ts";
import { type Slot, slotSeconds, takeSlot } from "./pace.ts";

const PER_SECOND = 200;

beforeAll(async () => {
  process.env.WHATSAPP_MESSAGES_PER_SECOND = String(PER_SECOND);
  await useOwnDatabase();
});

test("however many ask at once and in whichever rhythm, no second holds more slots than the limit", async () => {
  expect(env().WHATSAPP_MESSAGES_PER_SECOND).toBe(PER_SECOND);
  const slots: (Slot | null)[] = [];
  for (let round = 0; round < 40; round++) {
    const asked = Math.ceil(Math.random() * 20);
    slots.push(...(await Promise.all(Array.from({ length: asked }, takeSlot))));
    if (round % 8 === 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * 50));
  }
  const times = slots.map((slot) => slot?.at.getTime() ?? 0).sort((a, b) => a - b);
  for (const [index, time] of times.entries()) {
    const withinASecond = times.slice(index).filter((later) => later < time + 1000);
    expect(withinASecond.length).toBeLessThanOrEqual(PER_SECOND);
  }
  for (const slot of slots) expect(slot?.waitMs).toBeGreaterThanOrEqual(0);
});

test("after a quiet time slots come at once, and none is saved up", async () => {
  await new Promise((resolve) => setTimeout(resolve, 2500));
  const slots = await Promise.all(Array.from({ length: 10 }, takeSlot));
  expect(slots[0]?.waitMs).toBeLessThan(50);
  const spread = (slots[9]?.at.getTime() ?? 0) - (slots[0]?.at.getTime() ?? 0);
  expect(spread).toBeGreaterThanOrEqual(9 * slotSeconds(PER_SECOND) * 1000 - 10);
});
