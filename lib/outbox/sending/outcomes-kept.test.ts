import { describe, expect, vi } from "vitest";
import { db, pool } from "../../db.ts";
import { freeExpiredLanes } from "../../lanes.ts";
import { test } from "../../testing/fixtures.ts";
import { type GraphStub, graphError } from "../../testing/graph-stub.ts";
import { claimLanes } from "../../testing/lanes.ts";
import { type DatabaseLine, useDatabaseLine } from "../../testing/proxy.ts";
import { type Refusals, useRefusals } from "../../testing/refusals.ts";
import { newStudent, type Student } from "../../testing/students.ts";
import { workOnOutbox } from "../../testing/worker.ts";

const PATIENCE = { timeout: 20_000, interval: 20 };

let line: DatabaseLine;
let refusals: Refusals;
let student: Student;

test.beforeAll(async ({ databaseUrl }) => {
  line = await useDatabaseLine(databaseUrl);
  refusals = await useRefusals(["outbound_messages"]);
});

test.beforeEach(async ({ graph }) => {
  graph.respond = null;
  student = newStudent();
  await student.say("hi");
});

const row = () => db().outboundMessage.findFirstOrThrow({ where: { toPhone: student.phone } });

/** Whether what was to happen while Meta thinks has happened. */
let hasHappened = false;

/** Meta is asked, and while it thinks about its answer something happens to the database. */
function meanwhile(
  graph: GraphStub,
  happening: () => Promise<void>,
  then: GraphStub["respond"] = null,
): void {
  hasHappened = false;
  graph.respond = async (request, response) => {
    await happening();
    hasHappened = true;
    graph.respond = then;
    if (then) return then(request, response);
    response.end(JSON.stringify({ messages: [{ id: `wamid.${student.phone}` }] }));
  };
}

describe("what Meta answered while the database could not take it is recorded as soon as it can", () => {
  test("when the database was cut off", { timeout: 40_000 }, async ({ graph }) => {
    meanwhile(graph, () => line.set("cut"));
    const working = workOnOutbox();
    await vi.waitFor(() => expect(hasHappened).toBe(true), PATIENCE);
    await line.set("open");
    await working.catch(() => {});
    await vi.waitFor(async () => expect((await row()).status).toBe("accepted"), PATIENCE);
    expect(await row()).toMatchObject({ attempts: 1, wamid: `wamid.${student.phone}`, dueAt: null });
  });

  test.for(["25006", "57P03", "53100", "58030", "XX000", "9Z999"])(
    "when it answered %s, even if another worker has found the lane abandoned meanwhile",
    { timeout: 40_000 },
    async (state, { graph }) => {
      meanwhile(graph, () => refusals.refuseWith(state));
      const working = workOnOutbox();
      await vi.waitFor(() => expect(hasHappened).toBe(true), PATIENCE);
      await pool().query(
        "update lanes set lease_until = now() - interval '1 second' where lease_until is not null",
      );
      await freeExpiredLanes();
      await claimLanes("outbox", "another worker", 10);
      await refusals.refuseWith(null);
      await working;
      expect(await row()).toMatchObject({ status: "accepted", attempts: 1, wamid: `wamid.${student.phone}` });
    },
  );

  test("when Meta refused it, too: it fails, or is tried again, and was not sent", async ({ graph }) => {
    meanwhile(graph, () => refusals.refuseWith("25006"), graphError(400, { code: 131026 }));
    const working = workOnOutbox();
    await vi.waitFor(() => expect(hasHappened).toBe(true), PATIENCE);
    await refusals.refuseWith(null);
    await working;
    expect(await row()).toMatchObject({ status: "failed", failureCode: "131026" });
  });

  test("a message of which only Meta's id cannot be kept counts as taken all the same", async ({ graph }) => {
    await db().outboundMessage.create({
      data: { lane: "other", purpose: "status", kind: "text", wamid: `wamid.${student.phone}`, dueAt: null },
    });
    meanwhile(graph, async () => {});
    await workOnOutbox();
    expect(await row()).toMatchObject({ status: "accepted", attempts: 1, wamid: null, dueAt: null });
  });
});
