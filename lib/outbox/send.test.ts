import { describe, expect } from "vitest";
import { db } from "../db.ts";
import { listKeptTemplates, refreshTemplates } from "../templates/templates.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import type { Phone } from "../testing/graph.ts";
import { passTime, workOnInbox, workOnOutbox } from "../testing/worker.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { requireRecipient } from "./recipients.ts";
import { sendStaffMessage } from "./send.ts";

let phone: Phone;
let staffId: string;

test.beforeAll(async ({ double }) => {
  await double.calm();
  staffId = (await createAccount({ role: "instructor" })).id;
});

test.beforeEach(async ({ double }) => {
  await double.calm();
  phone = await double.addPhone();
});

const text: MessageContent = { kind: "text", text: "Your test starts at 10:00." };

/** Sends as staff do, while a worker is at work. */
async function send(to: string, content = text) {
  const sending = sendStaffMessage(await requireRecipient(to), content, staffId);
  const finished = sending.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return sending;
}

async function newContact(): Promise<string> {
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
  return String(phone.phone);
}

test("a text to a student who wrote lately arrives, and its sender gets WhatsApp's id", async () => {
  const result = await send(await newContact());
  expect(result).toMatchObject({ status: "accepted", wamid: expect.stringMatching(/^wamid\./) });
  expect((await phone.read()).at(-1)).toBe("Your test starts at 10:00.");
});

test("a number is understood however it is written", async () => {
  const to = (await newContact()).slice(1);
  for (const written of [
    to,
    `+${to}`,
    `00${to}`,
    `+1 (${to.slice(1, 4)}) ${to.slice(4, 7)}-${to.slice(7)}`,
  ]) {
    expect(await requireRecipient(written)).toMatchObject({ person: { phone: `+${to}` } });
  }
});

test.for(["", "123", "phone", "+1 555 CALL NOW", "+1555123456712345678", "='+1'"])(
  "%j is no number, and nothing is sent",
  async (to) => {
    await expect(requireRecipient(to)).rejects.toMatchObject({
      status: 422,
      details: { errors: [{ path: "to" }] },
    });
  },
);

test("a student whose window has shut is not written to; the templates that would go through are named", async ({
  double,
}) => {
  const to = await newContact();
  await refreshTemplates();
  await db().whatsappUser.update({
    where: { whatsappPhone: to },
    data: { lastInboundAt: new Date(Date.now() - 24 * 3_600_000) },
  });
  const calls = await double.countCalls();
  const refusal = await send(to).catch((error: unknown) => error);
  expect(refusal).toMatchObject({ code: "window_closed", status: 409 });
  const approved = (await listKeptTemplates()).templates.filter(({ status }) => status === "APPROVED");
  expect(approved.length).toBeGreaterThan(0);
  expect(refusal).toMatchObject({
    details: { members: { templates: approved.map(({ name, language }) => ({ name, language })) } },
  });
  expect(await double.countCalls()).toBe(calls);
});

test("whether one may write to a number that never wrote to us is left to WhatsApp, and its no is told in plain words", async () => {
  const refusal = await send(String(phone.phone)).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: "refused_by_whatsapp",
    status: 422,
    message: expect.stringMatching(/^More than 24 hours have passed.*Send a template instead/),
    details: { members: { graph_code: 131047 } },
  });
});

describe("while Meta", () => {
  test("is down, the message is queued and goes out later", async ({ double }) => {
    const to = await newContact();
    await double.suffer({ outage: true });
    const { id, status, wamid } = await send(to);
    expect({ status, wamid }).toEqual({ status: "queued", wamid: null });
    await double.calm();
    await passTime();
    await workOnOutbox();
    expect(await db().outboundMessage.findUnique({ where: { id } })).toMatchObject({ status: "accepted" });
  });

  test("is down, a message behind one that is tried again later is in the queue at once, for the same reason", async ({
    double,
  }) => {
    const to = await newContact();
    await double.suffer({ outage: true });
    const { reason } = await send(to);
    expect(reason).toMatch(/WhatsApp is overloaded or down/);
    const next = await sendStaffMessage(await requireRecipient(to), text, staffId);
    expect(next).toMatchObject({ status: "queued", wamid: null, reason });
  });

  test("loses its answers, a message of the staff is not sent twice: nobody could tell", async ({
    double,
  }) => {
    const to = await newContact();
    await double.suffer({ lostResponsePercent: 100 });
    const { id, status } = await send(to);
    expect(status).toBe("unknown");
    for (let tries = 0; tries < 3; tries++) {
      await passTime();
      await workOnOutbox();
    }
    expect(await db().outboundMessage.findUnique({ where: { id } })).toMatchObject({
      status: "unknown",
      attempts: 1,
    });
    const accepted = (await double.accepted()).filter(
      (message) => message.text === "Your test starts at 10:00.",
    );
    expect(accepted.filter((message) => message.to === to)).toHaveLength(1);
  });
});

test("templates are kept as Meta lists them, and kept as they were while Meta cannot be asked", async ({
  double,
}) => {
  expect(await refreshTemplates()).toBe(true);
  const before = await listKeptTemplates();
  expect(before.templates.length).toBeGreaterThan(3);
  await double.suffer({ outage: true });
  expect(await refreshTemplates()).toBe(false);
  expect(await listKeptTemplates()).toEqual(before);
});
