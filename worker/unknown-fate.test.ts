import { expect, vi } from "vitest";
import { db, transaction } from "#lib/db";
import { queueStaffMessage } from "#lib/outbox/outbound";
import { requireRecipient } from "#lib/outbox/recipients";
import { createAccount } from "#lib/testing/accounts";
import { test } from "#lib/testing/fixtures";
import type { GraphStub } from "#lib/testing/graph-stub";
import { newStudent, type Student } from "#lib/testing/students";

/** What is promised: so long later messages wait for one of which nobody knows whether it arrived. */
const MOST_MS = 10_000;
const PATIENCE = { timeout: 30_000, interval: 20 };

test.beforeEach(({ graph }) => {
  graph.respond = null;
});

const rowsOf = ({ phone }: Student) =>
  db().outboundMessage.findMany({ where: { toPhone: phone }, orderBy: { sequence: "asc" } });

/** Does what has so many messages offered to Meta, and waits until they are. */
async function untilAsked(graph: GraphStub, count: number, work: () => Promise<unknown>): Promise<void> {
  const before = graph.calls;
  await work();
  await vi.waitFor(() => expect(graph.calls).toBe(before + count), PATIENCE);
}

/** Two people: one who gets a reply, and one to whom staff write. */
async function writeToBoth(): Promise<Student[]> {
  const [asking, reading] = [newStudent(), newStudent()];
  await asking.say("hi");
  const { id: sentByUserId } = await createAccount({ role: "instructor" });
  const recipient = await requireRecipient(reading.phone);
  const message = { id: crypto.randomUUID(), sentByUserId, now: new Date() };
  await transaction((tx) => queueStaffMessage(tx, recipient, { kind: "text", text: "🎓" }, message));
  return [asking, reading];
}

/** Waits until both later messages of each have arrived, in their order; throws when that takes longer than promised. */
async function expectLaterInTime(graph: GraphStub, students: Student[], since: number): Promise<void> {
  const later = [expect.stringContaining("❌"), expect.stringContaining("ℹ")];
  await vi.waitFor(() => {
    for (const { phone } of students) expect(graph.taken.get(phone)).toEqual(later);
  }, PATIENCE);
  expect(Date.now() - since).toBeLessThan(MOST_MS);
}

test("a reply and a staff message whose worker was killed while it sent them hold later ones up for ten seconds at most", {
  timeout: 60_000,
}, async ({ graph, startWorker }) => {
  graph.respond = () => {};
  const doomed = await startWorker();
  let students: Student[] = [];
  await untilAsked(graph, 2, async () => {
    students = await writeToBoth();
  });
  graph.respond = null;
  await Promise.all([startWorker(), ...students.map((student) => student.say("status", "unlink"))]);
  const killedAt = Date.now();
  doomed.child.kill("SIGKILL");
  await expectLaterInTime(graph, students, killedAt);
  for (const student of students)
    await vi.waitFor(async () => {
      expect(await rowsOf(student)).toMatchObject([
        { status: "unknown", attempts: 1, dueAt: null },
        { status: "accepted" },
        { status: "accepted" },
      ]);
    }, PATIENCE);
});

test("a reply and a staff message whose answers were lost hold later ones up for ten seconds at most", {
  timeout: 60_000,
}, async ({ graph, startWorker }) => {
  let lost = 0;
  graph.respond = (request) => {
    lost += 1;
    if (lost === 2) graph.respond = null;
    request.socket.destroy();
  };
  await startWorker();
  let students: Student[] = [];
  await untilAsked(graph, 2, async () => {
    students = await writeToBoth();
  });
  const lostAt = Date.now();
  await Promise.all(students.map((student) => student.say("status", "unlink")));
  await expectLaterInTime(graph, students, lostAt);
  for (const student of students)
    await vi.waitFor(
      async () =>
        expect((await rowsOf(student))[0]).toMatchObject({
          status: "unknown",
          attempts: 1,
          dueAt: null,
        }),
      PATIENCE,
    );
});

test("a worker that waits long for Meta keeps its lane, and later messages keep their turn", {
  timeout: 60_000,
}, async ({ graph, startWorker }) => {
  let answer = () => {};
  graph.respond = (_request, response) => {
    answer = () => response.end(JSON.stringify({ messages: [{ id: `wamid.slow-${process.pid}` }] }));
  };
  await Promise.all([startWorker(), startWorker()]);
  const student = newStudent();
  await untilAsked(graph, 1, () => student.say("hi"));
  const askedAt = Date.now();
  graph.respond = null;
  await student.say("status");
  await vi.waitUntil(() => Date.now() - askedAt > 8500, PATIENCE);
  expect(await rowsOf(student)).toMatchObject([{ status: "sending", attempts: 1 }, { status: "queued" }]);
  answer();
  await vi.waitFor(
    async () => expect(await rowsOf(student)).toMatchObject([{ status: "accepted" }, { status: "accepted" }]),
    PATIENCE,
  );
});
