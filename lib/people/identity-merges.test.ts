import { beforeEach, expect } from "vitest";
import { db } from "../db.ts";
import { test } from "../testing/fixtures.ts";
import { changedNumber, NEW, notify, rosa, rows } from "../testing/identity-changes.ts";
import { newStudent } from "../testing/students.ts";

beforeEach(async () => {
  await db()
    .$executeRaw`truncate webhook_events, lanes, whatsapp_users, outbound_messages, audit_events cascade`;
});

const YESTERDAY = String(Math.floor(Date.now() / 1000) - 86_400);
const said = (body: string, timestamp?: string) => ({
  type: "text",
  text: { body },
  ...(timestamp ? { timestamp } : {}),
});

/** What a person said under their old identity and under the new one, before we were told that they are one. */
async function mergeAfter(former: object, present: object) {
  await newStudent(rosa).say({ ...former });
  await newStudent({ from: "15550100009", from_user_id: NEW }).say({ ...present });
  await notify(changedNumber());
  const [person, ...others] = await rows();
  expect(others).toEqual([]);
  return { isOut: person?.optedOutAt !== null, hasAgreed: person?.marketingAgreedAt !== null };
}

test.each([
  ["a STOP of yesterday under the old one", said("STOP", YESTERDAY), said("START")],
  ["a STOP of yesterday under the new one", said("START"), said("STOP", YESTERDAY)],
])("when two identities turn out to be one person, a START of today ends %s", async (_, former, present) => {
  expect(await mergeAfter(former, present)).toEqual({ isOut: false, hasAgreed: true });
});

test.each([
  ["under the old identity", said("STOP"), said("START", YESTERDAY)],
  ["under the new identity", said("START", YESTERDAY), said("STOP")],
])("a STOP of today %s ends a START of yesterday under the other", async (_, former, present) => {
  expect(await mergeAfter(former, present)).toEqual({ isOut: true, hasAgreed: false });
});
