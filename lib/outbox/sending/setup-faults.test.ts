import type { IncomingMessage, ServerResponse } from "node:http";
import { describe, expect } from "vitest";
import { toSendResponse } from "../../../app/api/whatsapp/send-response.ts";
import { db } from "../../db.ts";
import { checkHealth } from "../../health/health.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { type GraphStub, graphError } from "../../testing/graph-stub.ts";
import { newStudent } from "../../testing/students.ts";
import { passTime, workOnOutbox } from "../../testing/worker.ts";
import { explainFailure } from "../outcome-words.ts";
import { requireRecipient } from "../recipients.ts";
import { sendStaffMessage } from "../send.ts";
import { findOpenBreaker } from "./circuit-breaker.ts";

let staffId: string;

test.beforeAll(async () => {
  staffId = (await createAccount({ role: "instructor" })).id;
});

test.beforeEach(async ({ graph }) => {
  graph.respond = null;
  await db().$executeRaw`truncate outbound_messages, lanes, sending_numbers cascade`;
});

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

const plain =
  (status: number): Answering =>
  (_request, response) =>
    response.writeHead(status, { "content-type": "text/html" }).end("<h1>No</h1>");

const FAULTS: [name: string, answer: Answering, health: string, words: RegExp][] = [
  ["0", graphError(401, { code: 0 }), "token_refused", /access token/],
  ["3", graphError(500, { code: 3 }), "setup_fault", /lacks a capability/],
  ["10", graphError(403, { code: 10 }), "token_refused", /access token/],
  ["33", graphError(400, { code: 33 }), "setup_fault", /does not know our business number/],
  ["190", graphError(401, { code: 190, error_subcode: 463 }), "token_refused", /access token/],
  ["200", graphError(403, { code: 200 }), "setup_fault", /may not use this WhatsApp number/],
  ["230", graphError(400, { code: 230 }), "setup_fault", /may not use this WhatsApp number/],
  ["299", graphError(403, { code: "299" }), "setup_fault", /may not use this WhatsApp number/],
  [
    "100 with subcode 33",
    graphError(400, { code: 100, error_subcode: 33 }),
    "setup_fault",
    /does not know our business number/,
  ],
  [
    "100 about the app's secret",
    graphError(400, { code: 100, message: "API calls from the server require an appsecret_proof argument" }),
    "setup_fault",
    /proof/,
  ],
  ["803", graphError(404, { code: 803 }), "setup_fault", /does not know our business number/],
  ["368", graphError(403, { code: 368 }), "account_locked", /locked our account/],
  ["131005", graphError(403, { code: 131005 }), "setup_fault", /may not send/],
  ["131031", graphError(403, { code: 131031 }), "account_locked", /locked our account/],
  ["131037", graphError(400, { code: 131037 }), "setup_fault", /display name/],
  ["131042", graphError(400, { code: 131042 }), "setup_fault", /payment/],
  ["131045", graphError(500, { code: 131045 }), "setup_fault", /not registered correctly/],
  ["133006", graphError(400, { code: 133006 }), "setup_fault", /registration/],
  ["133010", graphError(400, { code: 133010 }), "setup_fault", /not registered/],
  ["HTTP 401 without Meta's code", plain(401), "token_refused", /access token/],
  ["HTTP 403 without Meta's code", plain(403), "setup_fault", /may not use this WhatsApp number/],
  ["HTTP 404 without Meta's code", plain(404), "setup_fault", /does not know our business number/],
];

/** Sends as staff do, while a worker is at work. */
async function send(to: string, text: string) {
  const sending = sendStaffMessage(await requireRecipient(to), { kind: "text", text }, staffId);
  const finished = sending.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return toSendResponse(await sending);
}

async function repair(graph: GraphStub) {
  graph.respond = null;
  for (let rounds = 0; rounds < 3; rounds++) {
    await passTime();
    await workOnOutbox();
  }
}

describe("a fault of our own set-up is no message's: all wait, say why, and go out once it is repaired:", () => {
  test.for(FAULTS)("%s", async ([, answer, health, words], { graph }) => {
    const students = [newStudent(), newStudent(), newStudent()];
    for (const student of students) await student.say("hi");
    graph.respond = answer;
    const before = graph.calls;
    await workOnOutbox();
    await workOnOutbox();
    expect(graph.calls - before).toBe(1);
    const told = await send(students[0]?.phone ?? "", "Your test starts at 10:00.");
    expect(told.status).toBe(202);
    expect(await told.json()).toMatchObject({ status: "queued", reason: expect.stringMatching(words) });
    expect(await checkHealth()).toMatchObject({
      checks: { sending: { status: health, reason: expect.stringMatching(words) } },
    });
    for (let trials = 1; trials <= 3; trials++) {
      await passTime();
      await workOnOutbox();
      expect(graph.calls - before).toBeLessThanOrEqual(2 + trials);
    }
    expect(await db().outboundMessage.groupBy({ by: ["status"], _count: true })).toEqual([
      { status: "queued", _count: 4 },
    ]);
    await repair(graph);
    for (const [at, { phone }] of students.entries())
      expect(graph.taken.get(phone)).toHaveLength(at === 0 ? 2 : 1);
    expect((await checkHealth()).checks.sending).toMatchObject({ status: "ok", reason: null });
    expect(await findOpenBreaker()).toBeNull();
  });
});

test("100 by itself is about the message, which fails and holds nobody up", async ({ graph }) => {
  const student = newStudent();
  await student.say("hi");
  graph.respond = graphError(400, { code: 100, error_subcode: 2494010, message: "(#100) Invalid parameter" });
  await workOnOutbox();
  expect(await db().outboundMessage.findMany()).toMatchObject([{ status: "failed", failureCode: "100" }]);
  expect(await findOpenBreaker()).toBeNull();
});

test("what is refused for one message's sake, while others are taken, waits alone", async ({ graph }) => {
  const [needy, ...others] = [newStudent(), newStudent(), newStudent()];
  for (const student of [needy, ...others]) await student.say("hi");
  const toPhone = needy?.phone ?? "";
  graph.refuse = { to: toPhone, respond: graphError(403, { code: 3 }) };
  for (let rounds = 0; rounds < 6; rounds++) {
    await passTime();
    await workOnOutbox();
  }
  for (const { phone } of others) expect(graph.taken.get(phone)).toHaveLength(1);
  expect(await findOpenBreaker()).toBeNull();
  const row = await db().outboundMessage.findFirstOrThrow({ where: { toPhone } });
  expect(row).toMatchObject({ status: "queued", failureCode: "3" });
  graph.refuse = null;
  await repair(graph);
  expect(graph.taken.get(toPhone)).toHaveLength(1);
});

test("an answer that came to nothing by our set-up says so once it is too late to send it", async ({
  graph,
}) => {
  const student = newStudent();
  await student.say("link");
  graph.respond = graphError(403, { code: 131005 });
  await workOnOutbox();
  await db().$executeRaw`update outbound_messages set expires_at = now() - interval '1 second'`;
  await repair(graph);
  const row = await db().outboundMessage.findFirstOrThrow({ where: { toPhone: student.phone } });
  expect(row).toMatchObject({ status: "failed", failureCode: "expired" });
  expect(explainFailure(row)).toMatch(/could not be sent in time.*may not send WhatsApp messages/);
  expect(graph.taken.get(student.phone)).toBeUndefined();
});
