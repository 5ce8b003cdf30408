import { expect } from "vitest";
import { issueApiToken } from "#lib/auth/api-tokens";
import { db } from "#lib/db";
import { createAccount } from "#lib/testing/accounts";
import { test } from "#lib/testing/fixtures";
import type { Phone } from "#lib/testing/graph";
import { passTime, whileWorking, workOnInbox, workOnOutbox } from "#lib/testing/worker";
import { POST as RESEND } from "../messages/[id]/resend/route.ts";
import { GET as LIST } from "../messages/route.ts";
import { POST as SEND } from "./route.ts";

let phone: Phone;
let authorization: string;

test.beforeEach(async ({ double }) => {
  await double.calm();
  const { id } = await createAccount({ role: "instructor" });
  authorization = `Bearer ${await issueApiToken(id)}`;
  phone = await double.addPhone();
  await phone.write("hi");
  await workOnInbox();
  await workOnOutbox();
});

/** Waits for a response while a worker is at work. */
async function outcomeOf(pending: Promise<Response>) {
  const response = await whileWorking(pending);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const request = (path: string, headers: Record<string, string> = {}, body?: object) =>
  new Request(`http://localhost:3000/api/whatsapp/${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization, "content-type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  });

const send = (headers: Record<string, string> = {}, text = "Hello") =>
  outcomeOf(SEND(request("send", headers, { to: phone.phone, message_type: "text", text }), {}));

const resend = (id: string) =>
  outcomeOf(RESEND(request("messages", {}, {}), { params: Promise.resolve({ id }) }));

test("a repeated request with its key gets the same response, and sends nothing more", async () => {
  const first = await send({ "idempotency-key": "a" });
  expect(first).toMatchObject({ status: 200, body: { success: true, message_id: expect.any(String) } });
  expect(await send({ "Idempotency-Key": "a" })).toEqual(first);
  const conflict = await send({ "idempotency-key": "a" }, "Something else");
  expect(conflict).toMatchObject({ status: 409, body: { code: "idempotency_conflict", success: false } });
  expect(await phone.read()).toHaveLength(2);
});

test.for(["", "two words", "x".repeat(256)])("the key %j is refused", async (key) => {
  expect(await send({ "idempotency-key": key })).toMatchObject({
    status: 400,
    body: { code: "invalid_idempotency_key" },
  });
  expect(await phone.read()).toHaveLength(1);
});

test.for(["", "   ", "\u200B\u200B", "\u3164", "\u2800", "\u0301", "\u202E\u2066", "\u{E0041}", "\uFFFE"])(
  "the text %j, of which nothing is seen, is refused",
  async (text) => {
    expect(await send({}, text)).toMatchObject({ status: 422, body: { success: false } });
  },
);

test("while Meta is down the answer says that the message waits, and why", async ({ double }) => {
  await double.suffer({ outage: true });
  const response = await send();
  expect(response).toMatchObject({ status: 202, body: { status: "queued", reason: /overloaded or down/ } });
});

test("what WhatsApp did not confirm may be sent again after 15 minutes, once, by staff alone", async ({
  double,
}) => {
  await double.suffer({ lostResponsePercent: 100 });
  const { status, body } = await send();
  expect([status, body.status]).toEqual([202, "unknown"]);
  const id = String(body.id);
  await double.calm();
  expect(await resend(id)).toMatchObject({ status: 409, body: { code: "not_resendable" } });
  await db().$executeRaw`
    update outbound_messages set attempted_at = now() - interval '16 minutes' where id = ${id}::uuid`;
  const listed = (await (await LIST(request("messages"), {})).json()) as { messages: object[] };
  expect(listed.messages).toContainEqual(
    expect.objectContaining({ id, can_resend: true, status: "unknown" }),
  );
  const responses = await Promise.all([resend(id), resend(id), resend(id)]);
  expect(responses.map((response) => response.status).sort()).toEqual([200, 409, 409]);
  await passTime();
  await workOnOutbox();
  expect(
    (await double.accepted()).filter(({ to, text }) => to === phone.phone && text === "Hello"),
  ).toHaveLength(2);
});

test("only a message that there is can be sent again", async () => {
  for (const id of ["nonsense", "0b6f5a1e-52d3-4c9a-9f53-9d6f2f1f6c11"])
    expect(await resend(id)).toMatchObject({ status: 404, body: { code: "message_not_found" } });
});
