import { beforeEach, expect } from "vitest";
import { db, transaction } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { workOnOutbox } from "../testing/worker.ts";
import { queueStaffMessage } from "./outbound.ts";
import { requireRecipient } from "./recipients.ts";
import { findStanding } from "./standing.ts";

/** What Meta says about the recipients of the next message. */
let contacts: unknown;
let sent = 0;
const origin = serve((_request, response) => {
  sent += 1;
  response.end(JSON.stringify({ contacts, messages: [{ id: `wamid.TOLD${sent}` }] }));
});

test.beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, line_aliases, whatsapp_users cascade`;
});

async function sendTo(phone: string, told: unknown): Promise<void> {
  contacts = told;
  const recipient = await requireRecipient(phone);
  const { id: sentByUserId } = await createAccount({ role: "instructor" });
  const content = {
    kind: "template",
    template: { name: "hello_world", language: "en", components: null },
  } as const;
  const envelope = { id: crypto.randomUUID(), sentByUserId, now: new Date() };
  await transaction((tx) => queueStaffMessage(tx, recipient, content, envelope));
  await workOnOutbox();
  expect(await db().outboundMessage.findUnique({ where: { id: envelope.id } })).toMatchObject({
    status: "accepted",
  });
}

const hasRefused = async (phone: string) =>
  (await findStanding(db(), await requireRecipient(phone))).hasRefused;

test("a STOP from the number that WhatsApp named holds for the number that was typed, and the other way round", async () => {
  await sendTo("+4930123456", [{ input: "+4930123456", wa_id: "491511234567" }]);
  await newStudent({ from: "491511234567" }).say("stop");
  expect(await hasRefused("+4930123456")).toBe(true);
  await sendTo("+4930999999", [{ input: "+4930999999", wa_id: "491519999999" }]);
  await newStudent({ from: "4930999999" }).say("stop");
  expect(await hasRefused("+491519999999")).toBe(true);
});

test("a STOP from before holds once WhatsApp names that number", async () => {
  await newStudent({ from: "491511234567" }).say("stop");
  expect(await hasRefused("+4930123456")).toBe(false);
  await sendTo("+4930123456", [{ wa_id: "491511234567" }]);
  expect(await hasRefused("+4930123456")).toBe(true);
});

test.for([
  ["nobody", undefined],
  ["null", null],
  ["an empty list", []],
  ["an empty number", [{ input: "+4930123456", wa_id: "" }]],
  ["a BSUID", [{ input: "+4930123456", wa_id: "DE.1" }]],
  ["a BSUID beside it", [{ input: "+4930123456", user_id: "DE.1" }]],
  ["a number that is none", [{ wa_id: 491511234567 }]],
  ["no object", ["491511234567"]],
  ["the same number", [{ wa_id: "4930123456" }]],
])("a response that names %s teaches nothing, and the message counts as taken", async ([, told]) => {
  await sendTo("+4930123456", told);
  expect(await db().lineAlias.count()).toBe(0);
});

test("a message from the number itself proves whose it is: what another one refuses holds for it no more", async () => {
  await newStudent({ from: "491511234567" }).say("stop");
  await sendTo("+4930123456", [{ wa_id: "491511234567" }]);
  expect(await hasRefused("+4930123456")).toBe(true);
  await newStudent({ from: "4930123456" }).say("start");
  expect(await hasRefused("+4930123456")).toBe(false);
  expect(await hasRefused("+491511234567")).toBe(true);
});

test("the number that WhatsApp names last is the one that counts", async () => {
  await newStudent({ from: "491511234567" }).say("stop");
  await sendTo("+4930123456", [{ wa_id: "491511234567" }]);
  await sendTo("+4930123456", [{ wa_id: "491511111111" }]);
  expect(await hasRefused("+4930123456")).toBe(false);
});

test("what WhatsApp names opens the window of a number that nobody has written from, and is sent to that very number", async () => {
  await newStudent({ from: "491511234567" }).say("hi");
  await sendTo("+4930123456", [{ wa_id: "491511234567" }]);
  const recipient = await requireRecipient("+4930123456");
  expect(recipient).toEqual({ person: null, address: { phone: "+4930123456", bsuid: null } });
  expect((await findStanding(db(), recipient)).lastInboundAt).not.toBeNull();
});
