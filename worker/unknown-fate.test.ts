import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db, transaction } from "#lib/db";
import { requireEnvironment } from "#lib/env";
import { queueStaffMessage } from "#lib/outbox/outbound";
import { requireRecipient } from "#lib/outbox/recipients";
import { createAccount } from "#lib/testing/accounts";
import { useOwnDatabase } from "#lib/testing/database";
import { type GraphStub, useGraphStub } from "#lib/testing/graph-stub";
import type { RunningProcess } from "#lib/testing/processes";
import { newStudent, type Student } from "#lib/testing/students";
import { startWorker } from "#lib/testing/worker-process";

/** What is promised: so long later messages wait for one of which nobody knows whether it arrived. */
const MOST_MS = 10_000;
const PATIENCE = { timeout: 30_000, interval: 20 };

let graph: GraphStub;
let student: Student;
let workers: RunningProcess[] = [];

beforeAll(async () => {
  graph = await useGraphStub();
  await useOwnDatabase();
  requireEnvironment();
});

beforeEach(() => {
  graph.respond = null;
  student = newStudent();
});

afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()));
  workers = [];
});

async function start(): Promise<RunningProcess> {
  const worker = await startWorker();
  workers.push(worker);
  return worker;
}

const rows = () =>
  db().outboundMessage.findMany({ where: { toPhone: student.phone }, orderBy: { sequence: "asc" } });

/** Waits for a call that gets no response. */
async function untilAsked(): Promise<void> {
  const before = graph.calls;
  await vi.waitFor(() => expect(graph.calls).toBeGreaterThan(before), PATIENCE);
}

async function write(kind: "reply" | "staff"): Promise<void> {
  if (kind === "reply") {
    await student.say("hi");
    return;
  }
  const { id: sentByUserId } = await createAccount({ role: "instructor" });
  const recipient = await requireRecipient(student.phone);
  const message = { id: crypto.randomUUID(), sentByUserId, now: new Date() };
  await transaction((tx) => queueStaffMessage(tx, recipient, { kind: "text", text: "🎓" }, message));
}

describe.each(["reply", "staff"] as const)("a %s of which nobody knows whether it arrived", (kind) => {
  test("as its worker was killed in the middle of it, holds later ones up for ten seconds at most", {
    timeout: 60_000,
  }, async () => {
    graph.respond = () => {};
    const doomed = await start();
    const asked = untilAsked();
    await write(kind);
    await asked;
    graph.respond = null;
    await Promise.all([start(), student.say("status", "unlink")]);
    const killedAt = Date.now();
    doomed.child.kill("SIGKILL");
    await vi.waitFor(() => expect(graph.taken.get(student.phone)).toHaveLength(2), PATIENCE);
    expect(Date.now() - killedAt).toBeLessThan(MOST_MS);
    expect(graph.taken.get(student.phone)).toEqual([
      expect.stringContaining("❌"),
      expect.stringContaining("ℹ"),
    ]);
    await vi.waitFor(async () => {
      expect(await rows()).toMatchObject([
        { status: "unknown", attempts: 1, dueAt: null },
        { status: "accepted" },
        { status: "accepted" },
      ]);
    }, PATIENCE);
  });

  test("as its response was lost, holds later ones up for ten seconds at most", {
    timeout: 60_000,
  }, async () => {
    graph.respond = (request) => {
      graph.respond = null;
      request.socket.destroy();
    };
    await start();
    const asked = untilAsked();
    await write(kind);
    await asked;
    const lostAt = Date.now();
    await student.say("status", "unlink");
    await vi.waitFor(() => expect(graph.taken.get(student.phone)).toHaveLength(2), PATIENCE);
    expect(Date.now() - lostAt).toBeLessThan(MOST_MS);
    await vi.waitFor(
      async () => expect((await rows())[0]).toMatchObject({ status: "unknown", attempts: 1, dueAt: null }),
      PATIENCE,
    );
  });
});

test("a worker that waits long for Meta keeps its lane, and later messages keep their turn", {
  timeout: 60_000,
}, async () => {
  let finish = () => {};
  graph.respond = (_request, response) => {
    finish = () => response.end(JSON.stringify({ messages: [{ id: `wamid.slow-${process.pid}` }] }));
  };
  await Promise.all([start(), start()]);
  const asked = untilAsked();
  await student.say("hi");
  await asked;
  const askedAt = Date.now();
  graph.respond = null;
  await student.say("status");
  await vi.waitUntil(() => Date.now() - askedAt > 8500, PATIENCE);
  expect(await rows()).toMatchObject([{ status: "sending", attempts: 1 }, { status: "queued" }]);
  finish();
  await vi.waitFor(
    async () => expect(await rows()).toMatchObject([{ status: "accepted" }, { status: "accepted" }]),
    PATIENCE,
  );
});
