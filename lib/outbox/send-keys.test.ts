import { expect } from "vitest";
import { db } from "../db.ts";
import { createAccount } from "../testing/accounts.ts";
import { test } from "../testing/fixtures.ts";
import type { Phone } from "../testing/graph.ts";
import { workOnInbox, workOnOutbox } from "../testing/worker.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import { requireRecipient } from "./recipients.ts";
import { sendStaffMessage } from "./send.ts";
import { deleteOldSendKeys, readSendKey } from "./send-keys.ts";

let phone: Phone;
let staffId: string;

test.beforeEach(async ({ double }) => {
  await double.calm();
  staffId = (await createAccount({ role: "instructor" })).id;
  phone = await double.addPhone();
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
});

const words: MessageContent = { kind: "text", text: "Your test starts at 10:00." };
const REPEATED = "reminder-1";

async function send(header: string | null, content = words, by = staffId) {
  const key = readSendKey(header, content);
  const sending = sendStaffMessage(await requireRecipient(String(phone.phone)), content, by, key);
  const finished = sending.then(
    () => true,
    () => true,
  );
  while (!(await Promise.race([finished, workOnOutbox().then(() => false)])));
  return sending;
}

const arrived = async () => (await phone.read()).slice(1);
const agePast24Hours = () =>
  db().$executeRaw`update send_keys set created_at = now() - interval '24 hours 1 second'`;

test("the same key and words again send nothing, and get the same response as before", async () => {
  const first = await send(REPEATED);
  expect(first.wamid).toMatch(/^wamid\./);
  expect(await send(REPEATED)).toEqual(first);
  expect(await arrived()).toEqual(["Your test starts at 10:00."]);
});

test("twenty requests with one key at the same time send one message, and all get its id", async ({
  double,
}) => {
  await double.suffer({ responseLatencyMs: 300 });
  const results = await Promise.all(Array.from({ length: 20 }, () => send(REPEATED)));
  expect(new Set(results.map(({ wamid }) => wamid)).size).toBe(1);
  expect(results[0]?.wamid).toMatch(/^wamid\./);
  expect(await arrived()).toHaveLength(1);
});

test("other words under the same key are refused, and not sent", async () => {
  await send(REPEATED);
  const refusal = await send(REPEATED, { kind: "text", text: "Another one." }).catch(
    (error: unknown) => error,
  );
  expect(refusal).toMatchObject({ code: "idempotency_conflict", status: 409 });
  expect(await arrived()).toHaveLength(1);
});

test("keys of two members of staff have nothing to do with each other", async () => {
  await send(REPEATED);
  await send(REPEATED, words, (await createAccount({ role: "admin" })).id);
  expect(await arrived()).toHaveLength(2);
});

test("a refusal of Meta's is told again, and Meta is not asked again", async ({ double }) => {
  await double.suffer({ refuseWith: 131026 });
  const refusal = { code: "refused_by_whatsapp", status: 422, details: { members: { graph_code: 131026 } } };
  await expect(send(REPEATED)).rejects.toMatchObject(refusal);
  await double.calm();
  const calls = await double.countCalls();
  await expect(send(REPEATED)).rejects.toMatchObject(refusal);
  expect(await double.countCalls()).toBe(calls);
});

test("the response stays what it was when the window has shut meanwhile, or the message could not be delivered", async () => {
  const first = await send(REPEATED);
  await db()
    .$executeRaw`update whatsapp_users set last_inbound_at = now() - interval '2 days' where whatsapp_phone = ${phone.phone}`;
  await db()
    .$executeRaw`update outbound_messages set status = 'failed', rank = 4, failure_code = '131026' where id = ${first.id}::uuid`;
  expect(await send(REPEATED)).toMatchObject({ id: first.id, wamid: first.wamid });
});

test("what was refused before it was queued binds no key", async () => {
  const shut = { whatsappPhone: String(phone.phone) };
  await db().whatsappUser.update({ where: shut, data: { lastInboundAt: new Date(0) } });
  await expect(send(REPEATED)).rejects.toMatchObject({ code: "window_closed" });
  await db().whatsappUser.update({ where: shut, data: { lastInboundAt: new Date() } });
  expect(await send(REPEATED)).toMatchObject({ status: "accepted" });
});

test("after 24 hours a key may name another message, whether it was cleared away or not", async () => {
  await send(REPEATED);
  await agePast24Hours();
  await send(REPEATED, { kind: "text", text: "Tomorrow's." });
  await agePast24Hours();
  expect(await deleteOldSendKeys()).toBeGreaterThan(0);
  await send(REPEATED, { kind: "text", text: "The day after's." });
  expect(await arrived()).toEqual([words.text, "Tomorrow's.", "The day after's."]);
});

test.for(["", " ", "two words", "é", "a\u0000", "x".repeat(256), "tab\t"])("%j is no key", (header) => {
  expect(() => readSendKey(header, {})).toThrow(/1 to 255/);
});

test("a key of 255 signs is one, and a request without the header has none", () => {
  expect(readSendKey("~".repeat(255), {})).toMatchObject({ key: "~".repeat(255) });
  expect(readSendKey(null, {})).toBeNull();
});
