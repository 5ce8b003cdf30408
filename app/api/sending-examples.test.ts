import { expect, vi } from "vitest";
import type { Account } from "#lib/auth/accounts";
import { db } from "#lib/db";
import { refreshTemplates } from "#lib/templates/templates";
import { createAccount } from "#lib/testing/accounts";
import { callRoute } from "#lib/testing/calls";
import { test } from "#lib/testing/fixtures";
import { examplesFile, newRecorder } from "#lib/testing/recorder";
import { changeSettings } from "#lib/testing/settings";
import { newStudent } from "#lib/testing/students";
import { passTime, whileWorking, workOnEvents, workOnOutbox } from "#lib/testing/worker";
import { beat } from "../../worker/heartbeat.ts";
import { GET as CHANNEL } from "./whatsapp/channel/route.ts";
import { GET as HEALTH } from "./whatsapp/health/route.ts";
import { POST as CONFIRM } from "./whatsapp/link/route.ts";
import { POST as CANCEL } from "./whatsapp/messages/[id]/cancel/route.ts";
import { GET as HISTORY } from "./whatsapp/messages/[id]/history/route.ts";
import { POST as RESEND } from "./whatsapp/messages/[id]/resend/route.ts";
import { GET as MESSAGES } from "./whatsapp/messages/route.ts";
import { GET as PEOPLE } from "./whatsapp/people/route.ts";
import { POST as SEND } from "./whatsapp/send/route.ts";
import { POST as REFRESH } from "./whatsapp/templates/refresh/route.ts";
import { GET as TEMPLATES } from "./whatsapp/templates/route.ts";

const TO = "+15551234567";
const TEXT = { to: TO, message_type: "text", text: "Your test starts at 10:00." };
const TEMPLATE = { to: TO, message_type: "template", template_language: "en" };
const NO_MESSAGE = "0b6f5a1e-52d3-4c9a-9f53-9d6f2f1f6c11";

const { keep, written } = newRecorder();

let ines: Account;
let ada: Account;
const send = (body: object, key?: string) =>
  whileWorking(
    callRoute(SEND, { as: ines, body, headers: key === undefined ? {} : { "idempotency-key": key } }),
  );
const on = (handler: typeof CANCEL, id: unknown, as: Account) =>
  whileWorking(callRoute(handler, { as, method: "POST", params: { id: String(id) } }));
const newestId = async () =>
  (
    await db().outboundMessage.findFirstOrThrow({
      where: { purpose: "staff" },
      orderBy: { sequence: "desc" },
    })
  ).id;

test.beforeAll(async ({ double }) => {
  await double.calm();
  ines = await createAccount({ name: "Ines Costa", email: "instructor@yeebitz.test", role: "instructor" });
  ada = await createAccount({ name: "Ada Admin", email: "admin@yeebitz.test", role: "admin" });
  const john = await createAccount({ name: "John Smith", email: "student@yeebitz.test" });
  const chat = newStudent({ name: "John Doe", from: TO.slice(1) });
  await callRoute(CONFIRM, { as: john, body: { token: await chat.askForToken() } });
  await workOnOutbox();
  await refreshTemplates();
  await beat("worker");
});

test("the document's examples of sending are what the routes return", async ({ double }) => {
  await double.suffer({ noStatuses: false });
  keep("sendMessage", await send(TEXT, "reminder-42"));
  await vi.waitUntil(
    async () => {
      await workOnEvents();
      return (await db().outboundMessage.count({ where: { status: "delivered" } })) > 0;
    },
    { timeout: 20_000 },
  );
  await double.calm();
  keep("listMessages", await callRoute(MESSAGES, { path: "messages?limit=2", as: ines }));
  const sent = await newestId();
  const history = () => callRoute(HISTORY, { as: ada, params: { id: sent } });
  const [{ address = "" } = {}] = (await history()).body.events as { address: string }[];
  changeSettings({ WHATSAPP_WEBHOOK_URL: `${address}/api/whatsapp/webhook` });
  keep("readMessageHistory", await history());
  keep("findPeople", await callRoute(PEOPLE, { path: "people?query=john", as: ines }));
  keep("listTemplates", await callRoute(TEMPLATES, { as: ines }));
  keep("refreshTemplates", await callRoute(REFRESH, { as: ines, method: "POST" }));

  keep("sendMessage", await send({ ...TEXT, text: "" }));
  keep("sendMessage", await send({ ...TEXT, text: "Something else" }, "reminder-42"));
  keep("sendMessage", await send(TEXT, "two words"));
  keep("sendMessage", await send({ ...TEMPLATE, template_name: "schedule_change" }));
  keep("sendMessage", await send({ ...TEMPLATE, to: "+15550100042", template_name: "open_day" }));
  keep("cancelMessage", await on(CANCEL, sent, ines));
  keep("cancelMessage", await on(CANCEL, NO_MESSAGE, ines));
  keep("resendMessage", await on(RESEND, sent, ines));
  keep("resendMessage", await on(RESEND, NO_MESSAGE, ines));

  keep("sendMessage", await send({ ...TEXT, to: "US.10203040506070899" }));

  await double.suffer({ lostResponsePercent: 100 });
  const unconfirmed = [(await send(TEXT)).body.id, (await send({ ...TEXT, text: "Good luck!" })).body.id];
  await double.calm();
  await db().$executeRaw`
    update outbound_messages set attempted_at = now() - interval '16 minutes' where status = 'unknown'`;
  keep("resendMessage", await on(RESEND, unconfirmed[0], ines));
  await double.suffer({ outage: true });
  keep("resendMessage", await on(RESEND, unconfirmed[1], ines));
  keep("sendMessage", await send(TEXT));
  await passTime();
  await workOnOutbox();
  keep("readChannel", await callRoute(CHANNEL, { as: ines }));
  keep("readSystemHealth", await callRoute(HEALTH, { as: ada }));
  const waiting = await newestId();
  keep("readMessageHistory", await callRoute(HISTORY, { as: ada, params: { id: waiting } }));
  keep("readMessageHistory", await history());
  keep("cancelMessage", await on(CANCEL, waiting, ines));
  keep("refreshTemplates", await callRoute(REFRESH, { as: ines, method: "POST" }));

  await db().$executeRaw`update whatsapp_users set last_inbound_at = now() - interval '25 hours'`;
  keep("sendMessage", await send(TEXT));
  await expect(written()).toMatchFileSnapshot(examplesFile("sending.json"));
});
