import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { db, transaction } from "../../db.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import type { GraphDouble } from "../../testing/graph.ts";
import { workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import { queueStaffMessage } from "../outbound.ts";
import { requireRecipient } from "../recipients.ts";
import { SECONDS_PER_PERSON } from "./outbox-lanes.ts";

const BURST = 10;
const WRITTEN = 13;

async function meet(double: GraphDouble): Promise<string> {
  const phone = await double.addPhone();
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
  return String(phone.phone);
}

async function write(to: string, count: number): Promise<void> {
  const recipient = await requireRecipient(to);
  const { id: sentByUserId } = await createAccount({ role: "instructor" });
  for (let number = 1; number <= count; number++) {
    const envelope = { id: randomUUID(), sentByUserId, now: new Date() };
    await transaction((tx) =>
      queueStaffMessage(tx, recipient, { kind: "text", text: String(number) }, envelope),
    );
  }
}

const textsTo = async (double: GraphDouble, to: string) =>
  (await double.accepted()).filter((message) => message.to === to).map(({ text }) => text);

/** As if so many seconds had gone by for this person. */
async function wait(to: string, seconds: number) {
  await db().$executeRaw`
    update lanes set due_at = due_at - make_interval(secs => ${seconds}::float), paced_until = paced_until - make_interval(secs => ${seconds}::float)
    where key = (select id::text from whatsapp_users where whatsapp_phone = ${to})`;
  await workOnOutbox();
}

test("one person gets ten messages at once, the others one every six seconds, in order; nobody else waits for that", async ({
  double,
}) => {
  const flooded = await meet(double);
  const other = await meet(double);
  await write(flooded, WRITTEN);
  await write(other, 3);
  await workOnOutbox();
  const numbers = Array.from({ length: WRITTEN }, (_, index) => String(index + 1));
  expect((await textsTo(double, flooded)).slice(1)).toEqual(numbers.slice(0, BURST - 1));
  expect((await textsTo(double, other)).slice(1)).toEqual(["1", "2", "3"]);
  const waiting = await db().outboundMessage.findMany({ where: { toPhone: flooded, status: "queued" } });
  expect(waiting).toHaveLength(WRITTEN - BURST + 1);
  for (const row of waiting) expect(row).toMatchObject({ attempts: 0, refusals: 0, failureCode: null });
  await wait(flooded, 1);
  expect(await textsTo(double, flooded)).toHaveLength(BURST);
  for (let more = 1; more <= waiting.length; more++) {
    await wait(flooded, SECONDS_PER_PERSON);
    expect(await textsTo(double, flooded)).toHaveLength(BURST + more);
  }
  expect((await textsTo(double, flooded)).slice(1)).toEqual(numbers);
});
