import { expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { workOnEvents, workOnInbox } from "../testing/worker.ts";

test.for([
  "smb_message_echoes",
  "message_echoes",
  "standby",
  "group_lifecycle_update",
  "calls",
  "history",
  "flows",
])("what we wrote ourselves, or is no message at all, gets no reply: %s", async (field) => {
  const before = await db().outboundMessage.count();
  const said = {
    from: "15550100001",
    to: "15550009999",
    id: "wamid.E1",
    type: "text",
    text: { body: "link" },
  };
  const value = { message_echoes: [said], messages: [said] };
  const entry = [{ id: "1", changes: [{ field, value }] }];
  await deliver(Buffer.from(JSON.stringify({ object: "whatsapp_business_account", entry })));
  await workOnInbox();
  await workOnEvents();
  expect(await db().outboundMessage.count()).toBe(before);
});

test("what Meta reports about our own number is kept and gets no reply", async () => {
  const before = await db().outboundMessage.count();
  const error = { code: 130429, title: "Rate limit hit", error_data: { details: "…" } };
  await deliver(deliveryOf({ errors: [error] }));
  await workOnEvents();
  expect(
    await db().webhookEvent.findMany({ where: { kind: "change" }, orderBy: { id: "desc" }, take: 1 }),
  ).toMatchObject([{ state: "ignored", payload: { field: "errors", value: error } }]);
  expect(await db().outboundMessage.count()).toBe(before);
});
