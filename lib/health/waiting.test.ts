import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { env } from "../env.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { countWaiting, listWaiting } from "./waiting.ts";

let lanes = 0;

test.beforeEach(async () => {
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers, worker_heartbeats cascade`;
  await db().$executeRaw`insert into worker_heartbeats (worker_id) values ('w')`;
  await db().$executeRaw`insert into sending_numbers (phone_number_id, next_slot_at)
    values (${env().WHATSAPP_PHONE_NUMBER_ID}, now() - interval '1 second')`;
});

/** A message that has just been queued, and a lane for it. */
async function queue(fields: object = {}, lane: object = {}): Promise<{ id: string; lane: string }> {
  lanes += 1;
  const key = `lane-${lanes}`;
  const row = {
    lane: key,
    purpose: "staff",
    kind: "text",
    text: "hi",
    toPhone: `+1555000${lanes}`,
    ...fields,
  };
  const message = await db().outboundMessage.create({
    data: row,
    select: { id: true, lane: true, queue: true },
  });
  const place = { queue: message.queue, key: message.lane };
  await db().lane.upsert({
    where: { queue_key: place },
    create: { ...place, dueAt: new Date(), ...lane },
    update: {},
  });
  return message;
}

const reasons = async () => (await listWaiting(50)).map(({ reason }) => reason);
const soon = () => new Date(Date.now() + 60_000);
const earlier = () => new Date(Date.now() - 60_000);

describe("a message waits", () => {
  test("because no worker is running", async () => {
    await db().$executeRaw`update worker_heartbeats set beat_at = now() - interval '1 minute'`;
    await queue();
    expect(await listWaiting(50)).toMatchObject([{ reason: "no_worker", says: "No worker is running." }]);
  });

  test.for([
    ["token", /access token/],
    ["outage", /WhatsApp can’t be reached/],
    ["account", /locked our account/],
    ["setup:131042", /payment method/],
  ] as const)("because sending has stopped: %s", async ([reason, words]) => {
    await db().$executeRaw`update sending_numbers set shut_reason = ${reason}, shut_since = now()`;
    await queue();
    const says = expect.stringMatching(words);
    expect(await listWaiting(50)).toMatchObject([{ reason: "stopped", says }]);
    expect((await countWaiting()).reasons).toEqual([{ reason: "stopped", says, count: 1 }]);
  });

  test("for an earlier message to the same person, also while that is being sent", async () => {
    const { lane } = await queue({ status: "sending", rank: 1 });
    await queue({ lane });
    expect(await reasons()).toEqual(["order"]);
  });

  test("for news of a first try that WhatsApp didn't confirm", async () => {
    const dueAt = soon();
    await queue({ status: "unknown", rank: 1, attempts: 1, dueAt });
    expect(await listWaiting(50)).toMatchObject([{ reason: "unconfirmed", nextTryAt: dueAt }]);
  });

  test("for its next try, and says when that is and what came of the last one", async () => {
    const dueAt = soon();
    await queue({ dueAt, failureCode: "131000" });
    await queue({ dueAt, failureCode: "ECONNREFUSED" });
    const says = [
      "We’ll try again. WhatsApp had a fault that it does not explain.",
      "We’ll try again. WhatsApp can’t be reached right now. We’ll keep trying.",
    ];
    expect(await listWaiting(50)).toMatchObject(
      says.map((says) => ({ reason: "retry", says, nextTryAt: dueAt })),
    );
    expect((await countWaiting()).reasons.map((one) => one.says).toSorted()).toEqual(says.toSorted());
  });

  test("because the person has had as many as WhatsApp allows", async () => {
    await queue({}, { pacedUntil: new Date(Date.now() + 3_600_000) });
    expect(await listWaiting(50)).toMatchObject([{ reason: "pace", nextTryAt: expect.any(Date) }]);
  });

  test("as an announcement, because conversations go first", async () => {
    await db().$executeRaw`update sending_numbers set conversation_at = now()`;
    await queue({ queue: "bulk", purpose: "broadcast" });
    expect(await reasons()).toEqual(["bulk"]);
  });

  test("because our number sends as fast as it may", async () => {
    await db().$executeRaw`update sending_numbers set next_slot_at = now() + interval '3 seconds'`;
    await queue();
    expect(await reasons()).toEqual(["rate"]);
  });

  test("for a worker that hasn't got to it, or for nothing but its turn", async () => {
    await queue({ dueAt: earlier() });
    await queue();
    await queue({ dueAt: earlier() }, { dueAt: null, leaseUntil: soon(), holder: "w" });
    expect(await reasons()).toEqual(["busy", "now", "now"]);
  });
});

test("what has been sent, has ended or is being sent waits for nothing", async () => {
  await queue({ status: "sending", rank: 1 });
  for (const status of ["accepted", "failed", "cancelled", "unknown"]) await queue({ status, dueAt: null });
  expect(await listWaiting(50)).toEqual([]);
  expect(await countWaiting()).toEqual({ total: 0, isMore: false, reasons: [] });
});

test("each message says whom it is for, how it begins, who wrote it, and since when it waits; conversations come before announcements", async () => {
  const { id: userId } = await createAccount({ name: "Rosa Lima" });
  const { id: sentByUserId } = await createAccount({ name: "Ines Costa", role: "instructor" });
  const rosa = await db().whatsappUser.create({
    data: { userId, isLinked: true, whatsappPhone: "+15550009999" },
  });
  await queue({ queue: "bulk", purpose: "broadcast", templateName: "open_day", kind: "template" });
  await queue({ whatsappUserId: rosa.id, sentByUserId, text: "Your test\nstarts at ten." });
  expect(await listWaiting(50)).toMatchObject([
    { to: "Rosa Lima", sentBy: "Ines Costa", isBulk: false, firstWords: "Your test starts at ten." },
    { to: expect.stringMatching(/^\+1555/), sentBy: null, isBulk: true, templateName: "open_day" },
  ]);
  expect(await listWaiting(1)).toHaveLength(1);
});

test("of more messages than are looked at, it says that there are more", async () => {
  await db().$executeRaw`insert into outbound_messages (lane, purpose, kind, text, to_phone)
    select 'x' || n, 'staff', 'text', 'hi', '+1555' || n from generate_series(1, 5001) as n`;
  expect(await countWaiting()).toMatchObject({ total: 5000, isMore: true });
});
