import { beforeEach, expect } from "vitest";
import { channelResponse } from "#lib/api/channel";
import { cancelResponse, historyResponse, systemHealthResponse } from "#lib/api/system-health";
import { issueApiToken } from "#lib/auth/api-tokens";
import { db } from "#lib/db";
import { createAccount } from "#lib/testing/accounts";
import { newAsker } from "#lib/testing/asker";
import { test } from "#lib/testing/fixtures";
import type { GraphDouble } from "#lib/testing/graph";
import { workOnOutbox } from "#lib/testing/worker";
import { GET as CHANNEL } from "../channel/route.ts";
import { POST as CANCEL } from "../messages/[id]/cancel/route.ts";
import { GET as HISTORY } from "../messages/[id]/history/route.ts";
import { GET as LIST } from "../messages/route.ts";
import { GET as HEALTH } from "./route.ts";

let admin: string;
let instructor: { id: string; bearer: string };

beforeEach(async () => {
  const { id } = await createAccount({ role: "instructor" });
  instructor = { id, bearer: await issueApiToken(id) };
  admin = await issueApiToken((await createAccount({ role: "admin" })).id);
});

const request = (path: string, bearer: string, method = "GET") =>
  new Request(`http://localhost:3000/api/whatsapp/${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
  });

const ofMessage = (id: string) => ({ params: Promise.resolve({ id }) });

async function queue(): Promise<string> {
  const row = { lane: "x", purpose: "staff", kind: "text", text: "hi", sentByUserId: instructor.id };
  return (await db().outboundMessage.create({ data: row })).id;
}

test("a queued message is on the health page with its reason until it's cancelled", async ({ double }) => {
  await double.calm();
  const id = await queue();
  const health = async () =>
    systemHealthResponse.parse(await (await HEALTH(request("health", admin), {})).json());
  expect(await health()).toMatchObject({
    number: expect.stringContaining("+"),
    problems: [{ id: "no_worker", tone: "bad" }],
    channel: { state: "no_worker", waiting: 1 },
    waiting: { total: 1, messages: [{ id, first_words: "hi", reason: "no_worker", can_cancel: true }] },
    red_checks: [],
  });
  const cancelled = await CANCEL(request("cancel", admin, "POST"), ofMessage(id));
  expect(cancelResponse.parse(await cancelled.json())).toEqual({ success: true, status: "cancelled" });
  expect(await health()).toMatchObject({ waiting: { total: 0, reasons: [], messages: [] } });
});

test("instructors see what the banner says, and which messages of the list they may cancel", async () => {
  const [own, other] = [await queue(), await queue()];
  await db().outboundMessage.update({ where: { id: other }, data: { sentByUserId: null } });
  const channel = channelResponse.parse(
    await (await CHANNEL(request("channel", instructor.bearer), {})).json(),
  );
  expect(channel.says).toMatch(/^2 messages are waiting\./);
  const { messages } = (await (await LIST(request("messages", instructor.bearer), {})).json()) as {
    messages: object[];
  };
  expect(messages).toContainEqual(expect.objectContaining({ id: own, can_cancel: true, error: null }));
  expect(messages).toContainEqual(
    expect.objectContaining({
      id: other,
      can_cancel: false,
      error: "Waits for an earlier message to the same student.",
    }),
  );
  const refused = await CANCEL(request("cancel", instructor.bearer, "POST"), ofMessage(other));
  expect(await refused.json()).toMatchObject({ status: 403, code: "not_the_writer" });
  expect((await CANCEL(request("cancel", instructor.bearer, "POST"), ofMessage(own))).status).toBe(200);
});

/** A message that Meta has taken, and of which it tells nothing. */
async function newTaken(double: GraphDouble) {
  const asker = await newAsker(double);
  await asker.ask("hi");
  await workOnOutbox();
  return asker.onlyMessage();
}

test("Meta is asked about a message by admins alone", async ({ double }) => {
  await double.calm();
  const id = await queue();
  const { id: taken } = await newTaken(double);
  expect((await HISTORY(request("history", instructor.bearer), ofMessage(id))).status).toBe(403);
  expect((await HISTORY(request("history", admin), ofMessage(id))).status).toBe(409);
  const told = await (await HISTORY(request("history", admin), ofMessage(taken))).json();
  expect(historyResponse.parse(told).says).toContain("no news");
});
