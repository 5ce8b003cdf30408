import { expect } from "vitest";
import { db, transaction } from "../../db.ts";
import { listKeptTemplates, refreshTemplates } from "../../templates/templates.ts";
import { createAccount } from "../../testing/accounts.ts";
import { test } from "../../testing/fixtures.ts";
import { workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import type { MessageContent } from "../../whatsapp/client.ts";
import { queueStaffMessage } from "../outbound.ts";
import { requireRecipient } from "../recipients.ts";

let to: string;

test.beforeAll(async ({ double }) => {
  await double.calm();
  await refreshTemplates();
});

test.beforeEach(async ({ double }) => {
  await double.calm();
  const phone = await double.addPhone();
  to = String(phone.phone);
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
});

const template = (name: string, language = "en_US"): MessageContent => ({
  kind: "template",
  template: { name, language, components: null },
});

async function queue(content: MessageContent) {
  const recipient = await requireRecipient(to);
  const { id: sentByUserId } = await createAccount({ role: "instructor" });
  const envelope = { id: crypto.randomUUID(), sentByUserId, now: new Date() };
  await transaction((tx) => queueStaffMessage(tx, recipient, content, envelope));
  return envelope.id;
}

const find = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });
const person = () => db().whatsappUser.findUniqueOrThrow({ where: { whatsappPhone: to } });

test("whoever Meta tells us has stopped marketing gets none from us any more", async ({ double }) => {
  await double.suffer({ refuseWith: 131050 });
  const id = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(id)).toMatchObject({ status: "failed", failureCode: "131050" });
  expect((await person()).marketingStoppedAt).not.toBeNull();
});

test("the refusal stands in the ledger of consent, as a status that told of it would", async ({ double }) => {
  await double.suffer({ refuseWith: 131050 });
  await queue(template("hello_world"));
  await workOnOutbox();
  const events = await db().consentEvent.findMany({ where: { whatsappUser: { whatsappPhone: to } } });
  expect(events).toMatchObject([{ what: "marketing", value: "out", how: "error_131050" }]);
});

test("whom WhatsApp protects from too much marketing gets none from us for 24 hours, but other templates", async ({
  double,
}) => {
  await db().whatsappUser.updateMany({ data: { marketingAgreedAt: new Date() } });
  const setCategory = (category: string) => db().messageTemplate.updateMany({ data: { category } });
  await setCategory("MARKETING");
  await double.suffer({ refuseWith: 131049 });
  const refused = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(refused)).toMatchObject({ status: "failed", failureCode: "131049" });
  await double.calm();
  const calls = await double.countCalls();
  const early = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(early)).toMatchObject({ status: "failed", failureCode: "too_soon" });
  expect(await double.countCalls()).toBe(calls);
  await setCategory("UTILITY");
  const other = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(other)).toMatchObject({ status: "accepted" });
  await setCategory("MARKETING");
  await db().outboundMessage.update({
    where: { id: refused },
    data: { failedAt: new Date(Date.now() - 86_400_000) },
  });
  const later = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(later)).toMatchObject({ status: "accepted" });
});

test("marketing that was queued before the person opted out is not sent after it; other templates are", async ({
  double,
}) => {
  await db().messageTemplate.update({
    where: { name_language: { name: "hello_world", language: "en_US" } },
    data: { category: "MARKETING" },
  });
  const unwanted = await queue(template("hello_world"));
  await db().whatsappUser.update({ where: { whatsappPhone: to }, data: { optedOutAt: new Date() } });
  const calls = await double.countCalls();
  await workOnOutbox();
  expect(await find(unwanted)).toMatchObject({ status: "failed", failureCode: "opted_out" });
  expect(await double.countCalls()).toBe(calls);
  await db().messageTemplate.updateMany({ data: { category: "UTILITY" } });
  const wanted = await queue(template("hello_world"));
  await workOnOutbox();
  expect(await find(wanted)).toMatchObject({ status: "accepted" });
});

test("a template that Meta does not know makes us ask for the list again, once for many", async () => {
  await db().messageTemplate.updateMany({ data: { refreshedAt: new Date(0) } });
  await db().messageTemplate.create({
    data: {
      name: "gone",
      language: "en",
      category: "UTILITY",
      status: "APPROVED",
      parameterFormat: "NAMED",
      components: [],
      refreshedAt: new Date(0),
    },
  });
  const ids = [await queue(template("gone", "en")), await queue(template("gone", "en"))];
  await workOnOutbox();
  for (const id of ids) expect(await find(id)).toMatchObject({ status: "failed", failureCode: "132001" });
  const { templates, refreshedAt } = await listKeptTemplates();
  expect(templates.map(({ name }) => name)).not.toContain("gone");
  expect(refreshedAt?.getTime()).toBeGreaterThan(Date.now() - 60_000);
});
