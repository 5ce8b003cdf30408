import { describe, expect, vi } from "vitest";
import { db } from "../../db.ts";
import { type Asker, newAsker } from "../../testing/asker.ts";
import { test } from "../../testing/fixtures.ts";
import { passTime, workOnEvents, workOnOutbox } from "../../testing/worker.ts";

const PATIENCE = { timeout: 10_000 };

let asker: Asker;

test.beforeEach(async ({ double }) => {
  await double.calm();
  asker = await newAsker(double);
});

/** As if a status about somebody else's message had come half a minute ago. */
async function hearOfOthers() {
  await db().$executeRaw`insert into webhook_events (kind, dedupe_key, state, payload, received_at)
    select 'status', 's:other', 'done', jsonb_build_object('status', jsonb_build_object('timestamp',
      extract(epoch from now() - interval '30 seconds')::bigint::text)), now() - interval '30 seconds'`;
}

describe("when the answer of Meta is lost", () => {
  test("the message is unknown, until a status with our id settles it; it was accepted once", async ({
    double,
  }) => {
    await double.suffer({ lostResponsePercent: 100, noStatuses: false });
    await asker.ask("hi");
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "unknown", wamid: null });
    await double.settled();
    await vi.waitFor(async () => {
      await workOnEvents();
      expect(await asker.onlyMessage()).toMatchObject({ status: "delivered" });
    }, PATIENCE);
    await passTime();
    await workOnOutbox();
    const [accepted, ...others] = await asker.accepted();
    expect(others).toEqual([]);
    expect(await asker.onlyMessage()).toMatchObject({ wamid: accepted?.id, dueAt: null });
  });

  test("the bot's answer is repeated once when others' statuses show that its own would have come, never more often", async ({
    double,
  }) => {
    await double.suffer({ lostResponsePercent: 100 });
    await asker.ask("hi");
    await workOnOutbox();
    await passTime();
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "unknown", attempts: 1 });
    await hearOfOthers();
    for (let tries = 0; tries < 4; tries++) {
      await passTime();
      await workOnOutbox();
    }
    expect(await asker.onlyMessage()).toMatchObject({ status: "unknown", attempts: 2 });
    expect(await asker.accepted()).toHaveLength(2);
  });

  test("it is not repeated while a status about it waits to be applied", async ({ double }) => {
    await double.suffer({ lostResponsePercent: 100, noStatuses: false });
    await asker.ask("hi");
    await workOnOutbox();
    await double.settled();
    await vi.waitFor(
      async () =>
        expect(await db().webhookEvent.count({ where: { kind: "status", state: "pending" } })).toBe(2),
      PATIENCE,
    );
    await passTime();
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "unknown", attempts: 1 });
    await workOnEvents();
    expect(await asker.onlyMessage()).toMatchObject({ status: "delivered", attempts: 1 });
  });

  test("a 500 without Meta's JSON leaves it open as well", async ({ double }) => {
    await double.suffer({ plainServerErrorPercent: 100 });
    await asker.ask("hi");
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "unknown" });
  });
});

test("a status that Meta reports before it answers is not undone by the answer", async ({ double }) => {
  await double.suffer({
    statusesBeforeResponse: true,
    noStatuses: false,
    responseLatencyMs: 300,
    statusGapMs: 600_000,
  });
  await asker.ask("hi");
  const sending = workOnOutbox();
  await vi.waitFor(async () => {
    await workOnEvents();
    expect(await asker.onlyMessage()).toMatchObject({ status: "sent" });
  }, PATIENCE);
  await sending;
  const [accepted] = await asker.accepted();
  expect(await asker.onlyMessage()).toMatchObject({
    status: "sent",
    attempts: 1,
    wamid: accepted?.id,
    dueAt: null,
  });
});
