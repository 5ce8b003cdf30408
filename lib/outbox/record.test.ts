import { expect } from "vitest";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import { newStudent } from "../testing/students.ts";
import { queueStaffMessage } from "./outbound.ts";
import { listMessages } from "./record.ts";

test("staff see that a reply has a link's token, but neither the token nor a mark that looks like one", async () => {
  await newStudent().say("link");
  const [message] = await listMessages(1, "outbound");
  expect(message?.text).toMatch(/token=\(hidden\)\n/);
  expect(message?.text).toMatch(/paste this token:\n\(hidden\)\n/);
});

test("what staff write is shown as they wrote it", async () => {
  const text = "Paste the {token} there.";
  const { id } = await createAccount({ role: "instructor" });
  const recipient = { person: null, address: { phone: "+15551234567", bsuid: null } };
  const sent = { id: crypto.randomUUID(), sentByUserId: id, now: new Date() };
  await queueStaffMessage(db(), recipient, { kind: "text", text }, sent);
  expect(await listMessages(1, "outbound")).toMatchObject([{ text }]);
});
