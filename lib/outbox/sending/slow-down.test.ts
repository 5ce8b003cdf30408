import { expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { changeSettings } from "../../testing/settings.ts";
import { workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import { slowDown } from "./rate-limits.ts";
import { reserveTokens } from "./tokens.ts";

const PER_SECOND = 100;
const TOKENS = 50;

test.beforeAll(async () => {
  changeSettings({ WHATSAPP_MESSAGES_PER_SECOND: String(PER_SECOND) });
});

test.beforeEach(async ({ double }) => {
  await double.calm();
  await db().$executeRaw`truncate sending_numbers, lanes`;
  await db().$executeRaw`
    insert into lanes (queue, key, due_at) select 'outbox', n, now() from generate_series(1, ${TOKENS}::int) as n`;
  await reserveTokens("outbox", 1);
});

/** Messages a second at which tokens come now. */
async function rate(): Promise<number> {
  await db().$executeRaw`update sending_numbers set next_slot_at = now()`;
  const { tokens } = await reserveTokens("outbox", TOKENS);
  const [first, last] = [tokens[0], tokens.at(-1)];
  return ((tokens.length - 1) * 1000) / ((last?.at.getTime() ?? 0) - (first?.at.getTime() ?? 0));
}

/** As if so many seconds had passed since Meta found us too fast. */
const wait = (seconds: number) =>
  db()
    .$executeRaw`update sending_numbers set slowed_at = slowed_at - make_interval(secs => ${seconds}::float)`;

test("our number slows down to half, once for all refusals of the same moment, and recovers gradually", async () => {
  const full = await rate();
  await Promise.all([slowDown(), slowDown(), slowDown()]);
  expect((await rate()) / full).toBeCloseTo(1 / 2, 1);
  await wait(15);
  const later = (await rate()) / full;
  expect(later).toBeGreaterThan(0.6);
  expect(later).toBeLessThan(0.9);
  await wait(30);
  expect((await rate()) / full).toBeCloseTo(1, 1);
});

test("it slows down further while Meta goes on refusing, but never stops", async () => {
  const full = await rate();
  for (let refusals = 0; refusals < 20; refusals++) {
    await slowDown();
    await wait(6);
  }
  expect(full / (await rate())).toBeGreaterThan(6);
  expect(full / (await rate())).toBeLessThanOrEqual(8.1);
});

test.for([4, 80007, 130429])(
  "error %i slows our number down, and the message goes out later",
  async (code, { double }) => {
    const phone = await double.addPhone();
    await phone.write("hi");
    await workOnInbox();
    await double.suffer({ refuseWith: code });
    await workOnOutbox();
    expect(await db().sendingNumber.findFirst()).toMatchObject({ slowness: 2, shutReason: null });
    expect(await db().outboundMessage.findFirst({ where: { toPhone: phone.phone } })).toMatchObject({
      status: "queued",
      refusals: 1,
    });
  },
);
