import { describe, expect } from "vitest";
import { db } from "../../db.ts";
import { checkHealth } from "../../health/health.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import type { GraphDouble, Phone } from "../../testing/graph.ts";
import { passTime, workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import { requireRecipient } from "../recipients.ts";
import { sendStaffMessage } from "../send.ts";
import { FAILURES_TO_OPEN, findOpenBreaker } from "./circuit-breaker.ts";

const PEOPLE = 15;
let phones: Phone[];

test.beforeEach(async ({ double }) => {
  await double.calm();
  await passTime();
  await workOnOutbox();
  phones = await Promise.all(Array.from({ length: PEOPLE }, () => double.addPhone()));
  for (const phone of phones) await phone.write("hi");
  await workOnInbox();
});

const statuses = async () => {
  const toPhone = { in: phones.map(({ phone }) => String(phone)) };
  const rows = await db().outboundMessage.findMany({ where: { toPhone } });
  return Object.groupBy(rows, ({ status }) => status);
};

async function recover(double: GraphDouble) {
  await double.calm();
  await passTime();
  await workOnOutbox();
  expect(await findOpenBreaker()).toBeNull();
  await passTime();
  await workOnOutbox();
  expect(await statuses()).toEqual({ accepted: expect.any(Array) });
  for (const phone of phones) expect(await phone.read()).toHaveLength(1);
}

describe("while Meta is down", () => {
  test.for([
    ["an outage (2)", { outage: true }],
    ["unavailable (131016)", { refuseWith: 131016 }],
    ["maintenance (131057)", { refuseWith: 131057 }],
    ["a fault of Meta's (131000, HTTP 500)", { serverErrorPercent: 100 }],
  ] as const)(
    "%s: ten failures in a row open the circuit breaker; nothing fails, and all goes out afterwards",
    async ([, faults], { double }) => {
      await double.suffer(faults);
      const before = await double.countCalls();
      await workOnOutbox();
      expect((await double.countCalls()) - before).toBe(FAILURES_TO_OPEN);
      expect(await findOpenBreaker()).toMatchObject({ reason: "outage" });
      expect(await statuses()).toEqual({ queued: expect.any(Array) });
      await workOnOutbox();
      expect((await double.countCalls()) - before).toBe(FAILURES_TO_OPEN);
      for (let trials = 1; trials <= 6; trials++) {
        await passTime();
        await workOnOutbox();
        await workOnOutbox();
        expect((await double.countCalls()) - before).toBe(FAILURES_TO_OPEN + trials);
      }
      expect(await statuses()).toEqual({ queued: expect.any(Array) });
      await recover(double);
    },
  );

  test("what has waited longer than it is worth is not sent late, and is not what Meta is tried with", async ({
    double,
  }) => {
    await double.suffer({ outage: true });
    await workOnOutbox();
    await db().$executeRaw`update outbound_messages set expires_at = now() where status = 'queued'`;
    const calls = await double.countCalls();
    await double.calm();
    await passTime();
    await workOnOutbox();
    expect(await double.countCalls()).toBe(calls);
    expect(await statuses()).toEqual({ failed: expect.any(Array) });
  });
});

describe("when Meta takes nothing from us until somebody has acted", () => {
  test("a dead token stops sending at the first refusal; we try once at a time, and goes on when the token works again", async ({
    double,
  }) => {
    await double.suffer({ tokenExpired: true });
    const before = await double.countCalls();
    await workOnOutbox();
    expect((await double.countCalls()) - before).toBe(1);
    expect(await findOpenBreaker()).toMatchObject({ reason: "token" });
    for (let trials = 1; trials <= 5; trials++) {
      await passTime();
      await workOnOutbox();
      expect((await double.countCalls()) - before).toBe(1 + trials);
    }
    expect(await statuses()).toEqual({ queued: expect.any(Array) });
    await recover(double);
  });

  test("and so it is when Meta has locked our account: nothing fails, and staff see why", async ({
    double,
  }) => {
    await double.suffer({ refuseWith: 368 });
    const before = await double.countCalls();
    await workOnOutbox();
    await workOnOutbox();
    expect((await double.countCalls()) - before).toBe(1);
    expect(await findOpenBreaker()).toMatchObject({ reason: "account" });
    expect((await checkHealth()).checks.sending).toMatchObject({ status: "account_locked" });
    expect(await statuses()).toEqual({ queued: expect.any(Array) });
    await recover(double);
  });

  test("staff who send are told at once that it waits, and why; the health report is degraded", async ({
    double,
  }) => {
    await double.suffer({ tokenExpired: true });
    await workOnOutbox();
    const { id } = await createAccount({ role: "instructor" });
    const started = Date.now();
    const to = await requireRecipient(String(phones[0]?.phone));
    const result = await sendStaffMessage(to, { kind: "text", text: "Hello" }, id);
    expect(result).toMatchObject({
      status: "queued",
      reason: expect.stringMatching(/^WhatsApp no longer accepts our access token/),
    });
    expect(Date.now() - started).toBeLessThan(5000);
    expect((await checkHealth()).checks.sending).toMatchObject({ status: "token_refused" });
    await double.calm();
    await passTime();
    await workOnOutbox();
    expect((await checkHealth()).checks.sending).toMatchObject({ status: "ok", since: null });
  });
});
