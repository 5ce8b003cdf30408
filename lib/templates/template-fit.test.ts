import { expect, vi } from "vitest";
import { db } from "../db.ts";
import { requireRecipient } from "../outbox/recipients.ts";
import { sendStaffMessage } from "../outbox/send.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import type { GraphDouble } from "../testing/graph.ts";
import { workOnOutbox } from "../testing/worker.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { listKeptTemplates, refreshTemplates } from "./templates.ts";

let staffId: string;

test.beforeAll(async ({ double }) => {
  await double.calm();
  staffId = (await createAccount({ role: "instructor" })).id;
});

test.beforeEach(async ({ double }) => {
  await double.calm();
  await refreshTemplates();
});

const text = (value: string) => ({ type: "text", text: value });
type TemplateContent = Extract<MessageContent, { kind: "template" }>["template"];

const FITTING: TemplateContent = {
  name: "schedule_change",
  language: "en",
  components: [{ type: "body", parameters: [text("Biology"), text("Friday"), text("17:30")] }],
};

async function send(double: GraphDouble, template: Partial<TemplateContent>) {
  const { phone } = await double.addPhone();
  const content = { kind: "template", template: { ...FITTING, ...template } } as const;
  const sending = sendStaffMessage(await requireRecipient(String(phone)), content, staffId).then(
    ({ status }) => status,
    (error: unknown) => error,
  );
  const finished = sending.then(() => true);
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return sending;
}

const age = () => db().$executeRaw`update message_templates set refreshed_at = now() - interval '2 minutes'`;

test("a template whose values fit is sent", async ({ double }) => {
  expect(await send(double, {})).toBe("accepted");
});

test.for([
  ["too few values", { components: [] }, "template_components"],
  ["another language", { language: "de" }, "template_name"],
  ["a name that Meta does not know", { name: "no_such_template" }, "template_name"],
  ["a paused one", { name: "enrolment_open" }, "template_name"],
  ["a rejected one", { name: "exam_discount" }, "template_name"],
] as const)(
  "%s is refused in plain words, with its place, before Meta is asked",
  async ([, template, path], { double }) => {
    const calls = await double.countCalls();
    expect(await send(double, template as Partial<TemplateContent>)).toMatchObject({
      code: "template_unfit",
      status: 422,
      message: expect.stringMatching(/^[A-Z].+\.$/),
      details: { errors: [{ path, message: expect.any(String) }] },
    });
    expect(await double.countCalls()).toBe(calls);
    expect(await db().outboundMessage.count({ where: { status: "queued" } })).toBe(0);
  },
);

test("what does not fit an old list is judged by a new one of Meta's", async ({ double }) => {
  await db().$executeRaw`update message_templates set components = '[{"type":"BODY","text":"no blanks"}]'`;
  expect(await send(double, {})).toMatchObject({ code: "template_unfit" });
  await age();
  expect(await send(double, {})).toBe("accepted");
  await db().messageTemplate.deleteMany({ where: { name: FITTING.name } });
  await age();
  expect(await send(double, {})).toBe("accepted");
});

test("an old list stands while Meta cannot be asked for a new one", async ({ double }) => {
  await age();
  await double.suffer({ outage: true });
  expect(await send(double, { components: null })).toMatchObject({ code: "template_unfit" });
});

test("before the first list, Meta decides; when it finds that the values do not fit, the list is asked for and the sender told", async ({
  double,
}) => {
  await db().messageTemplate.deleteMany();
  expect(await send(double, { components: null })).toMatchObject({
    code: "refused_by_whatsapp",
    message: expect.stringContaining("We have asked WhatsApp for its templates again."),
  });
  await vi.waitFor(async () => expect((await listKeptTemplates()).templates.length).toBeGreaterThan(3));
});
