import { describe, expect } from "vitest";
import { POST as SEND } from "../../app/api/whatsapp/send/route.ts";
import type { Account } from "../auth/accounts.ts";
import { db, transaction } from "../db.ts";
import { refreshTemplates } from "../templates/templates.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { consentLedger } from "../testing/consent.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { passTime, workOnOutbox } from "../testing/worker.ts";
import { queueStaffMessage } from "./outbound.ts";
import { requireRecipient } from "./recipients.ts";

let staff: Account;

test.beforeAll(async ({ double }) => {
  await double.calm();
  await refreshTemplates();
});

test.beforeEach(async ({ double }) => {
  await double.calm();
  await db().$executeRaw`truncate webhook_events, lanes, line_aliases, audit_events, whatsapp_users cascade`;
  staff = await createAccount({ role: "instructor" });
});

/** Sends a template while a worker is at work. */
async function send(to: string, more: object = {}) {
  const body = { to, message_type: "template", template_name: "open_day", ...more };
  const pending = callRoute(SEND, { as: staff, body });
  const finished = pending.then(() => true);
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return pending;
}

/** Queues it without asking whether it may be sent. */
async function queueOpenDay(to: string): Promise<string> {
  const recipient = await requireRecipient(to);
  const template = { name: "open_day", language: "en", components: null };
  const envelope = { id: crypto.randomUUID(), sentByUserId: staff.id, now: new Date() };
  return transaction((tx) => queueStaffMessage(tx, recipient, { kind: "template", template }, envelope));
}

const consent = { how: "signed form, 12 Nov" };
const SENT = { status: 200, body: { success: true } };
const NO_CONSENT = {
  status: 409,
  body: { code: "no_consent", success: false, how_to_record: /"consent": \{"how"/ },
};
const OPTED_OUT = { status: 409, body: { code: "opted_out", success: false } };
const auditLog = async () =>
  (await db().auditEvent.findMany({ orderBy: { id: "asc" } })).filter(({ action }) =>
    /consent|unknown/.test(action),
  );

const match = (expected: { status: number; body: Record<string, unknown> }) => ({
  ...expected,
  body: Object.fromEntries(
    Object.entries(expected.body).map(([name, value]) => [
      name,
      value instanceof RegExp ? expect.stringMatching(value) : value,
    ]),
  ),
});

describe("marketing goes to nobody who has not agreed", () => {
  test("neither to a number that we do not know, nor to one that only wrote; Meta is not asked", async ({
    double,
  }) => {
    const student = newStudent();
    await student.say("hi");
    await workOnOutbox();
    const before = await double.countCalls();
    expect(await send(student.phone)).toMatchObject(match(NO_CONSENT));
    expect(await send("+4915112345678")).toMatchObject(match(NO_CONSENT));
    expect(await double.countCalls()).toBe(before);
    expect(await db().outboundMessage.count({ where: { kind: "template" } })).toBe(0);
  });

  test("a STOP that comes while the message waits holds it back, and so does one under another spelling", async () => {
    for (const stopFrom of ["5511987654321", "551187654321"]) {
      await db().$executeRaw`truncate whatsapp_users cascade`;
      const student = newStudent({ from: "5511987654321" });
      await student.say("start");
      await workOnOutbox();
      const id = await queueOpenDay(student.phone);
      await newStudent({ from: stopFrom }).say("stop");
      await passTime();
      await workOnOutbox();
      expect(await db().outboundMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
        status: "failed",
        failureCode: "opted_out",
      });
    }
  });

  test("what waits for a person who has not agreed, or for a number that is nobody's, is held back", async () => {
    const student = newStudent();
    await student.say("hi");
    await workOnOutbox();
    for (const to of [student.phone, "+4915112345678"]) {
      const id = await queueOpenDay(to);
      await workOnOutbox();
      expect(await db().outboundMessage.findUniqueOrThrow({ where: { id } })).toMatchObject({
        status: "failed",
        failureCode: "no_consent",
      });
    }
  });
});

describe("how a person agreed is said in the request", () => {
  test("by whom, when and how is kept, audited, and needed once", async () => {
    const to = "+49 151 12345678";
    expect(await send(to, { consent: { ...consent, at: "2026-11-12" } })).toMatchObject(match(SENT));
    const [entry] = await db().consentEvent.findMany();
    expect(entry).toMatchObject({
      what: "marketing",
      value: "in",
      how: "staff",
      note: consent.how,
      recordedBy: staff.id,
      at: new Date("2026-11-12"),
    });
    expect(await auditLog()).toMatchObject([
      { action: "consent_recorded", actorId: staff.id, whatsappUserId: entry?.whatsappUserId },
    ]);
    expect(JSON.stringify((await auditLog()).map(({ details }) => details))).not.toContain(consent.how);
    expect(await send("+4915112345678")).toMatchObject(match(SENT));
    expect(await db().consentEvent.count()).toBe(1);
  });

  test("is no way around a STOP, however it is spelled, and is not recorded then", async () => {
    await newStudent({ from: "551187654321" }).say("stop");
    for (const to of ["+55 11 98765-4321", "+551187654321", "wa.me/5511987654321"])
      expect(await send(to, { consent })).toMatchObject(match(OPTED_OUT));
    expect(await consentLedger()).toEqual(["broadcasts out by chat"]);
    expect(await auditLog()).toEqual([]);
  });

  test("counts no more where the person has refused since", async () => {
    const student = newStudent();
    await student.say("stop", "hi");
    const result = await send(student.phone, { consent: { ...consent, at: "2020-01-01" } });
    expect(result.status).toBe(409);
    expect(await db().consentEvent.count({ where: { how: "staff" } })).toBe(0);
  });

  test("is not recorded where the message is refused", async () => {
    expect(await send("+4915112345678", { consent, template_name: "schedule_change" })).toMatchObject({
      status: 422,
      body: { code: "template_unfit" },
    });
    expect(await db().whatsappUser.count()).toBe(0);
  });

  test("by a BSUID, too", async ({ double }) => {
    const phone = await double.addPhone({ phone: null });
    expect(await send(String(phone.bsuid), { consent })).toMatchObject(match(SENT));
    expect(await db().whatsappUser.findMany()).toMatchObject([{ bsuid: phone.bsuid, whatsappPhone: null }]);
  });

  test.for([
    ["nothing said", { how: " " }, "consent.how"],
    ["too much said", { how: "x".repeat(201) }, "consent.how"],
    ["a NUL", { how: "form\u0000" }, "consent.how"],
    ["no way of agreeing", {}, "consent.how"],
    ["a time to come", { ...consent, at: "2999-01-01" }, "consent.at"],
    ["a day that there is not", { ...consent, at: "2026-02-30" }, "consent.at"],
    ["a time without a zone", { ...consent, at: "2026-11-12T10:00:00" }, "consent.at"],
    ["another member", { ...consent, value: "in" }, "consent"],
    ["a text of its own", "yes", "consent"],
  ] as const)("%s is refused with 422", async ([, given, path]) => {
    const { status, body } = await send("+4915112345678", { consent: given });
    expect(status).toBe(422);
    expect(body.errors).toContainEqual(expect.objectContaining({ path }));
    expect(await db().consentEvent.count()).toBe(0);
  });

  test("goes with a template only", async () => {
    const { status } = await callRoute(SEND, {
      as: staff,
      body: { to: "+4915112345678", text: "Hi", consent },
    });
    expect(status).toBe(422);
  });
});

describe("other templates", () => {
  const template_name = "account_link_invite";
  const template_components = [{ type: "body", parameters: [{ type: "text", text: "Maria" }] }];
  const invite = { template_name, template_components };

  test("to who never wrote and is not linked are audited, the number masked", async () => {
    expect(await send("+4915112345678", invite)).toMatchObject(match(SENT));
    expect(await auditLog()).toMatchObject([
      {
        action: "sent_to_unknown",
        actorId: staff.id,
        details: { to: "+4•••78", message: expect.any(String) },
      },
    ]);
  });

  test("to who wrote are not, and need no agreement", async () => {
    const student = newStudent();
    await student.say("hi");
    expect(await send(student.phone, invite)).toMatchObject(match(SENT));
    expect(await auditLog()).toEqual([]);
  });
});
