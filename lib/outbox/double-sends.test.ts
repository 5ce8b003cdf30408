import { expect } from "vitest";
import { db, transaction } from "../db.ts";
import { checkHealth } from "../health/health.ts";
import { test } from "../testing/fixtures.ts";
import { applyStatuses } from "./statuses.ts";

test.beforeEach(({ double }) => double.calm());

async function report(outboundId: string, attempt: number | null, status: "sent" | "delivered" = "sent") {
  const envelope = { wamid: `wamid.${outboundId}.${attempt}`, at: new Date(), error: null };
  await transaction((sql) => applyStatuses(sql, [{ ...envelope, outboundId, attempt, status }]));
}

const total = async () => (await checkHealth()).checks.sending.double_send_total;

async function sent(attempts: number): Promise<string> {
  const { id } = await db().outboundMessage.create({
    data: {
      lane: "person",
      purpose: "status",
      kind: "text",
      text: "hi",
      status: "accepted",
      rank: 2,
      attempts,
    },
  });
  return id;
}

test("a message that Meta reports an earlier try of went out twice; it is counted once", async () => {
  const once = await sent(1);
  await report(once, 1);
  const repeated = await sent(2);
  await report(repeated, 2);
  await report(repeated, null);
  expect(await total()).toBe(0);
  await report(repeated, 1);
  expect(await total()).toBe(1);
  await report(repeated, 1, "delivered");
  await report(repeated, 2, "delivered");
  expect(await total()).toBe(1);
});
