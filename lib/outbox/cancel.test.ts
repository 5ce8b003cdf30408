import { describe, expect } from "vitest";
import type { Account } from "../auth/accounts.ts";
import { db, pool, transaction } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import type { GraphDouble, Phone } from "../testing/graph.ts";
import { passTime, workOnInbox, workOnOutbox } from "../testing/worker.ts";
import { cancelMessage, mayCancel } from "./cancel.ts";
import { queueStaffMessage } from "./outbound.ts";
import { requireRecipient } from "./recipients.ts";
import { sendStaffMessage } from "./send.ts";
import { claimToSend } from "./sending/outbox.ts";
import { applyStatuses } from "./statuses.ts";

let phone: Phone;
let writer: Account;
let admin: Account;

test.beforeEach(async ({ double }) => {
  await double.calm();
  phone = await newPhone(double);
  writer = await createAccount({ role: "instructor" });
  admin = await createAccount({ role: "admin" });
});

/** Somebody who has just written to us, and to whom nothing waits. */
async function newPhone(double: GraphDouble): Promise<Phone> {
  const phone = await double.addPhone();
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
  return phone;
}

async function queue(text: string, to = phone): Promise<string> {
  const recipient = await requireRecipient(String(to.phone));
  const by = { id: crypto.randomUUID(), sentByUserId: writer.id, now: new Date() };
  return transaction((tx) => queueStaffMessage(tx, recipient, { kind: "text", text }, by));
}

const find = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });

const textsTaken = async (double: GraphDouble, { phone }: Phone) =>
  (await double.accepted()).filter(({ to }) => to === phone).map(({ text }) => text);

describe("a queued message", () => {
  test("that its writer cancels is never sent, what waits behind it goes at once, and the audit log knows", async ({
    double,
  }) => {
    const [first, second] = [await queue("first"), await queue("second")];
    await db()
      .$executeRaw`update outbound_messages set due_at = now() + interval '5 minutes' where id = ${first}::uuid`;
    await db().$executeRaw`update lanes set due_at = now() + interval '5 minutes'`;
    expect(await cancelMessage(first, { account: writer })).toBe("cancelled");
    await workOnOutbox();
    await passTime();
    await workOnOutbox();
    const { status, dueAt, failureCode } = await find(first);
    expect({ status, dueAt, failureCode }).toEqual({ status: "cancelled", dueAt: null, failureCode: null });
    expect(await find(second)).toMatchObject({ status: "accepted" });
    expect((await textsTaken(double, phone)).slice(1)).toEqual(["second"]);
    const events = await db().auditEvent.findMany({
      where: { action: "message_cancelled", actorId: writer.id },
    });
    expect(events).toMatchObject([{ details: { message: first } }]);
  });

  test("of the bot may be cancelled by an admin, and by no instructor", async () => {
    await phone.write("status");
    await workOnInbox();
    const { id } = await db().outboundMessage.findFirstOrThrow({
      where: { toPhone: phone.phone, status: "queued" },
    });
    await expect(cancelMessage(id, { account: writer })).rejects.toMatchObject({ code: "not_the_writer" });
    expect(await cancelMessage(id, { account: admin })).toBe("cancelled");
  });

  test("is offered for cancelling to its writer and to admins alone, and only while it's queued", async () => {
    const message = { status: "queued", sentByUserId: writer.id };
    const other = await createAccount({ role: "instructor" });
    expect([writer, admin, other].map((account) => mayCancel(message, account))).toEqual([true, true, false]);
    expect(mayCancel({ ...message, status: "sending" }, admin)).toBe(false);
  });

  test("tells who waits for its outcome at once that it was cancelled", async () => {
    const to = await requireRecipient(String(phone.phone));
    const started = Date.now();
    const sending = sendStaffMessage(to, { kind: "text", text: "wait for me" }, writer.id);
    const where = { text: "wait for me", toPhone: phone.phone };
    await expect.poll(() => db().outboundMessage.count({ where })).toBe(1);
    const { id } = await db().outboundMessage.findFirstOrThrow({ where });
    await cancelMessage(id, { account: admin });
    expect(await sending).toMatchObject({ status: "cancelled", wamid: null });
    expect(Date.now() - started).toBeLessThan(8000);
  });

  test("that was sent before and not confirmed goes back to being unconfirmed, as it may have arrived", async () => {
    const id = await queue("again");
    await db()
      .$executeRaw`update outbound_messages set attempts = 1, attempted_at = now() - interval '1 hour' where id = ${id}::uuid`;
    expect(await cancelMessage(id, { account: writer })).toBe("unknown");
    expect(await find(id)).toMatchObject({ status: "unknown", dueAt: null, failureCode: "unconfirmed" });
  });
});

test("what Meta reports of a cancelled message all the same counts", async () => {
  const id = await queue("gone after all");
  await cancelMessage(id, { account: writer });
  const report = { wamid: `wamid.${id}`, outboundId: id, attempt: 1, at: new Date(), error: null };
  await transaction((tx) => applyStatuses(tx, [{ ...report, status: "delivered" }]));
  expect(await find(id)).toMatchObject({ status: "delivered" });
});

describe("what can't be cancelled", () => {
  test("a message that was sent, and one that is being sent", async () => {
    const id = await queue("sent");
    await workOnOutbox();
    await expect(cancelMessage(id, { account: admin })).rejects.toMatchObject({
      code: "not_cancellable",
      status: 409,
    });
    const other = await queue("being sent");
    await passTime();
    const claimed = await claimToSend("outbox", "a worker", 10);
    expect(claimed.map(({ message }) => message?.id)).toContain(other);
    await expect(cancelMessage(other, { account: admin })).rejects.toMatchObject({ code: "not_cancellable" });
  });

  test.for(["nonsense", "0b6f5a1e-52d3-4c9a-9f53-9d6f2f1f6c11"])("%s, which is no message", async (id) => {
    await expect(cancelMessage(id, { account: admin })).rejects.toMatchObject({ status: 404 });
  });
});

test("of a worker and several cancellations of the same message, exactly one wins", async ({ double }) => {
  for (let round = 1; round <= 12; round++) {
    const to = await newPhone(double);
    const id = await queue("race", to);
    let wins = 0;
    const win = () => {
      wins += 1;
    };
    const lose = (error: unknown) => expect(error).toMatchObject({ code: "not_cancellable" });
    const cancel = () =>
      [writer, admin, admin].map((account) => cancelMessage(id, { account }).then(win, lose));
    const work = () => [workOnOutbox(), workOnOutbox()];
    // Whoever begins has the better chance: each does in half of the rounds.
    await Promise.all(round % 2 ? [...cancel(), ...work()] : [...work(), ...cancel()]);
    await workOnOutbox();
    const taken = (await textsTaken(double, to)).filter((text) => text === "race").length;
    expect(wins + taken).toBe(1);
    expect((await find(id)).status).toBe(taken === 1 ? "accepted" : "cancelled");
  }
});

test("while very many cancel in one lane, everybody else still gets a connection, and each message is cancelled once", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, (_, at) => queue(`one of many ${at}`)));
  const held = await pool().connect();
  await held.query("begin");
  await held.query("select from lanes where key = $1 for update", [(await find(String(ids[0]))).lane]);
  const outcomes = Promise.allSettled(
    [writer, admin].flatMap((account) => ids.map((id) => cancelMessage(id, { account }))),
  );
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  await expect.poll(async () => (await held.query(waiting)).rowCount).toBe(1);
  expect(await db().outboundMessage.count({ where: { id: { in: ids } } })).toBe(ids.length);
  await held.query("commit");
  held.release();
  const settled = await outcomes;
  expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(ids.length);
  for (const outcome of settled)
    if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code: "not_cancellable" });
});
