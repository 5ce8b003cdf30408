import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { requireRecipient } from "../outbox/recipients.ts";
import { sendStaffMessage } from "../outbox/send.ts";
import { createAccount } from "../testing/accounts.ts";
import { consentLedger, personAt, secondsAgo } from "../testing/consent.ts";
import { deliver, deliveryOf } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { workOnEvents } from "../testing/worker.ts";
import { callbackDataFor } from "../whatsapp/webhook/status.ts";
import { recordOptOut } from "./consent.ts";
import { listPeople } from "./people.ts";

test.beforeAll(async () => {
  const template = { language: "en", status: "APPROVED", parameterFormat: "POSITIONAL", components: [] };
  await db().messageTemplate.createMany({
    data: [
      { ...template, name: "open_day", category: "MARKETING" },
      { ...template, name: "class_reminder", category: "UTILITY" },
    ],
  });
});

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

async function prefer(
  value: string,
  more: object = {},
  person: object = { wa_id: "15550100002", user_id: "US.1" },
) {
  const preference = {
    ...person,
    detail: "User requested to stop marketing messages",
    category: "marketing_messages",
    value,
    timestamp: Number(secondsAgo(0)),
    ...more,
  };
  const metadata = { display_phone_number: "15550100001", phone_number_id: "100000000000001" };
  const change = { field: "user_preferences", value: { metadata, user_preferences: [preference] } };
  await deliver(
    Buffer.from(
      JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [change] }] }),
    ),
  );
  await workOnEvents();
}

describe("marketing preferences from WhatsApp's settings", () => {
  test("are followed, each once, by when they were said", async () => {
    await newStudent({ from: "15550100002", from_user_id: "US.1" }).say("hi");
    await prefer("stop");
    await prefer("resume", { timestamp: Number(secondsAgo(60)) });
    expect((await personAt("+15550100002"))?.marketingStoppedAt).not.toBeNull();
    await prefer("resume");
    expect((await personAt("+15550100002"))?.marketingStoppedAt).toBeNull();
    expect(await consentLedger()).toEqual([
      "marketing out by user_preferences",
      "marketing in by user_preferences",
    ]);
    expect(await db().webhookEvent.count({ where: { kind: "change", state: "done" } })).toBe(3);
  });

  test("of a person without a number, or whom we do not know yet, are kept", async () => {
    await prefer("stop", {}, { user_id: "US.9" });
    const person = await db().whatsappUser.findUnique({ where: { bsuid: "US.9" } });
    expect(person?.marketingStoppedAt).not.toBeNull();
  });

  test("do not undo a STOP", async () => {
    const student = newStudent({ from: "15550100002", from_user_id: "US.1" });
    await student.say("stop");
    await prefer("stop");
    await prefer("resume");
    expect(await personAt("+15550100002")).toMatchObject({
      optedOutAt: expect.any(Date),
      marketingStoppedAt: null,
    });
  });

  test.for([
    ["another category", { category: "anything_else" }],
    ["another value", { value: "maybe" }],
    ["nobody", { wa_id: undefined, user_id: undefined }],
    ["no text", { value: 1 }],
  ] as const)("of %s are ignored", async ([, more]) => {
    await prefer("stop", more);
    expect(await db().consentEvent.count()).toBe(0);
    expect(await db().webhookEvent.findMany()).toMatchObject([{ state: "ignored" }]);
  });
});

describe("staff", () => {
  const open_day = {
    kind: "template",
    template: { name: "open_day", language: "en", components: null },
  } as const;

  test.for([
    ["sent STOP", (student: ReturnType<typeof newStudent>) => student.say("stop")],
    ["stopped marketing in WhatsApp", () => prefer("stop", {}, { wa_id: "15550100003" })],
    [
      "refused it at Meta (131050)",
      async () => {
        const { id } = await db().whatsappUser.findUniqueOrThrow({
          where: { whatsappPhone: "+15550100003" },
        });
        await recordOptOut(db(), id, "error_131050");
      },
    ],
  ] as const)("cannot send marketing to who %s; Meta is not asked", async ([, refuse]) => {
    const student = newStudent({ from: "15550100003" });
    await student.say("hi");
    await refuse(student);
    const before = await db().outboundMessage.count();
    const account = await createAccount({ role: "instructor" });
    const recipient = await requireRecipient(student.phone);
    await expect(sendStaffMessage(recipient, open_day, account.id)).rejects.toMatchObject({
      code: "opted_out",
      status: 409,
    });
    expect(await db().outboundMessage.count()).toBe(before);
  });

  test("learn of a refusal from the status that Meta reports", async () => {
    const student = newStudent();
    await student.say("hi");
    const { id } = await db().outboundMessage.findFirstOrThrow({ where: { toPhone: student.phone } });
    const errors = [{ code: 131050, title: "User has stopped marketing messages" }];
    const status = { id: "wamid.OUT9", status: "failed", timestamp: secondsAgo(0), errors };
    await deliver(
      deliveryOf({ statuses: [{ ...status, biz_opaque_callback_data: callbackDataFor(id, 1) }] }),
    );
    await workOnEvents();
    expect(await consentLedger()).toEqual(["marketing out by error_131050"]);
  });

  test("see who has opted out", async () => {
    const student = newStudent();
    await student.say("stop");
    expect(await listPeople("", 5)).toMatchObject([{ phone: student.phone, optedOutAt: expect.any(Date) }]);
  });
});
