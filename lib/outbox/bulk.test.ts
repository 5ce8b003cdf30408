import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import { db, transaction } from "../db.ts";
import { freeExpiredLanes } from "../lanes.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { type GraphStub, graphError } from "../testing/graph-stub.ts";
import { claimLanes } from "../testing/lanes.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent, type Student } from "../testing/students.ts";
import { passTime, workOnOutbox } from "../testing/worker.ts";
import { queueBulk } from "./bulk.ts";
import { queueStaffMessage } from "./outbound.ts";
import { requireRecipient } from "./recipients.ts";
import { findOpenBreaker } from "./sending/circuit-breaker.ts";
import { takeNextToSend } from "./sending/outbox.ts";
import { SECONDS_PER_PERSON } from "./sending/outbox-lanes.ts";

const BURST = 10;

let student: Student;

test.beforeAll(async () => {
  changeSettings({ WHATSAPP_BURST_PER_PERSON: String(BURST) });
});

test.beforeEach(async ({ graph }) => {
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers cascade`;
  graph.respond = null;
  graph.taken.clear();
  student = newStudent();
  await student.say("hi");
  await db().$executeRaw`truncate outbound_messages, lanes cascade`;
});

type Messages = Parameters<typeof queueBulk>[1];

async function messagesTo({ phone }: Student, texts: string[]): Promise<Messages> {
  const recipient = await requireRecipient(phone);
  return texts.map((text) => ({ id: randomUUID(), recipient, content: { kind: "text", text } }));
}

function queue(messages: Messages, expiresAt = new Date(Date.now() + 3_600_000)): Promise<number> {
  return transaction((tx) =>
    queueBulk(tx, messages, { purpose: "broadcast", sentByUserId: null, expiresAt }),
  );
}

const numbers = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => String(from + index));
const taken = (graph: GraphStub, { phone }: Student = student) => graph.taken.get(phone) ?? [];

test("many messages are queued in one go and arrive, those to one person in their order", async ({
  graph,
}) => {
  const other = newStudent();
  await other.say("hi");
  await db().$executeRaw`truncate outbound_messages, lanes cascade`;
  const messages = [
    ...(await messagesTo(student, numbers(3))),
    ...(await messagesTo(other, ["A"])),
    ...(await messagesTo(student, ["4"])),
  ];
  expect(await queue(messages)).toBe(5);
  await workOnOutbox("bulk");
  expect(taken(graph)).toEqual(numbers(4));
  expect(taken(graph, other)).toEqual(["A"]);
  expect(await db().outboundMessage.groupBy({ by: ["queue", "status"], _count: true })).toEqual([
    { queue: "bulk", status: "accepted", _count: 5 },
  ]);
});

test("what is queued again under the same ids is neither queued nor sent twice, also when that happens at once", async ({
  graph,
}) => {
  const messages = await messagesTo(student, numbers(2));
  const queued = await Promise.all(Array.from({ length: 4 }, () => queue(messages)));
  expect(queued.reduce((sum, count) => sum + count)).toBe(2);
  await workOnOutbox("bulk");
  expect(await queue(messages)).toBe(0);
  await workOnOutbox("bulk");
  expect(taken(graph)).toEqual(numbers(2));
});

test("templates go out too, and a bare number is written to as well", async ({ graph }) => {
  const recipient = { person: null, address: { phone: "+15557654321", bsuid: null } };
  const template = { name: "exam", language: "en", components: null };
  expect(await queue([{ id: randomUUID(), recipient, content: { kind: "template", template } }])).toBe(1);
  await workOnOutbox("bulk");
  expect(graph.taken.get("15557654321") ?? graph.taken.get("+15557654321")).toHaveLength(1);
});

describe("a person gets no more than they may from bulk messages and conversation together:", () => {
  async function write(texts: string[]): Promise<void> {
    const recipient = await requireRecipient(student.phone);
    const { id: sentByUserId } = await createAccount({ role: "instructor" });
    for (const text of texts) {
      const envelope = { id: randomUUID(), sentByUserId, now: new Date() };
      await transaction((tx) => queueStaffMessage(tx, recipient, { kind: "text", text }, envelope));
    }
  }

  /** As if so many seconds had gone by for everybody. */
  async function wait(seconds: number): Promise<void> {
    await db().$executeRaw`update lanes set due_at = due_at - make_interval(secs => ${seconds}::float),
      paced_until = paced_until - make_interval(secs => ${seconds}::float)`;
  }

  test("bulk first", async ({ graph }) => {
    await queue(await messagesTo(student, numbers(BURST - 2)));
    await workOnOutbox("bulk");
    await write(["A", "B", "C"]);
    await workOnOutbox();
    expect(taken(graph)).toEqual([...numbers(BURST - 2), "A", "B"]);
    await wait(SECONDS_PER_PERSON + 1);
    await workOnOutbox();
    expect(taken(graph).at(-1)).toBe("C");
  });

  test("conversation first", async ({ graph }) => {
    await write(numbers(BURST));
    await queue(await messagesTo(student, ["A", "B"]));
    await workOnOutbox();
    await workOnOutbox("bulk");
    expect(taken(graph)).toEqual(numbers(BURST));
    await wait(SECONDS_PER_PERSON + 1);
    await workOnOutbox("bulk");
    expect(taken(graph)).toEqual([...numbers(BURST), "A"]);
    await wait(SECONDS_PER_PERSON);
    await workOnOutbox("bulk");
    expect(taken(graph)).toEqual([...numbers(BURST), "A", "B"]);
  });

  test("both at the same time", async ({ graph }) => {
    await Promise.all([write(numbers(BURST)), queue(await messagesTo(student, numbers(BURST, 100)))]);
    await Promise.all([workOnOutbox(), workOnOutbox(), workOnOutbox("bulk"), workOnOutbox("bulk")]);
    expect(taken(graph)).toHaveLength(BURST);
  });
});

test("a reply overtakes bulk messages to the same person", async ({ graph }) => {
  await queue(await messagesTo(student, numbers(2)));
  await student.say("status");
  await workOnOutbox();
  expect(taken(graph)).toEqual([expect.stringContaining("Account Status")]);
  await workOnOutbox("bulk");
  expect(taken(graph).slice(1)).toEqual(numbers(2));
});

test("a message whose answer was lost is never repeated, and holds up none of the later ones", async ({
  graph,
}) => {
  await queue(await messagesTo(student, numbers(2)));
  graph.respond = (request) => {
    graph.respond = null;
    request.socket.destroy();
  };
  await workOnOutbox("bulk");
  for (let tries = 0; tries < 3; tries++) {
    await passTime();
    await workOnOutbox("bulk");
  }
  expect(taken(graph)).toEqual(["2"]);
  expect(await db().outboundMessage.findMany({ orderBy: { sequence: "asc" } })).toMatchObject([
    { status: "unknown", attempts: 1, dueAt: null, failureCode: "unconfirmed" },
    { status: "accepted", attempts: 1 },
  ]);
});

test("what a dead worker left in the middle of sending is not sent again by the next one, which goes on with the rest", async ({
  graph,
}) => {
  await queue(await messagesTo(student, numbers(2)));
  const [lane] = await claimLanes("bulk", "doomed", 1);
  if (!lane) throw new Error("No lane was due.");
  expect((await takeNextToSend(lane)).message).toMatchObject({ text: "1" });
  await db()
    .$executeRaw`update lanes set lease_until = now() - interval '1 second' where lease_until is not null`;
  expect(await freeExpiredLanes()).toBe(1);
  await workOnOutbox("bulk");
  expect(taken(graph)).toEqual(["2"]);
  expect(await db().outboundMessage.findFirst({ where: { text: "1" } })).toMatchObject({
    status: "unknown",
    dueAt: null,
  });
});

test("what has waited longer than it is worth is not sent", async ({ graph }) => {
  await queue(await messagesTo(student, numbers(1)), new Date(Date.now() - 1000));
  await workOnOutbox("bulk");
  expect(taken(graph)).toEqual([]);
  expect(await db().outboundMessage.findFirst()).toMatchObject({ status: "failed", failureCode: "expired" });
});

test("a dead token stops them at the first refusal; one at a time is tried, and all arrive once it works again", async ({
  graph,
}) => {
  await queue(await messagesTo(student, numbers(3)));
  graph.respond = graphError(401, { code: 190 });
  const before = graph.calls;
  await workOnOutbox("bulk");
  await workOnOutbox("bulk");
  expect(graph.calls - before).toBe(1);
  expect(await findOpenBreaker()).toMatchObject({ reason: "token" });
  await passTime();
  await workOnOutbox("bulk");
  expect(graph.calls - before).toBe(2);
  graph.respond = null;
  await passTime();
  await workOnOutbox("bulk");
  await workOnOutbox("bulk");
  expect(taken(graph)).toEqual(numbers(3));
  expect(await findOpenBreaker()).toBeNull();
});
