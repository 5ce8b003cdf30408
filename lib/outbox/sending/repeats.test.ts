import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect } from "vitest";
import { db } from "../../db.ts";
import { test } from "../../testing/fixtures.ts";
import { callbackDataFor } from "../../whatsapp/webhook/status.ts";
import { holdRepeat } from "./repeats.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate outbound_messages, webhook_events`;
});

const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

interface Message {
  triedAgo: number;
  status?: string;
  expiresIn?: number;
}

/** A reply that was tried so many seconds ago. */
async function addMessage({ triedAgo, status = "unknown", expiresIn = 600 }: Message) {
  return db().outboundMessage.create({
    data: {
      ...{ lane: randomUUID(), purpose: "status", kind: "text", text: "hi", status, attempts: 1 },
      ...{ dueAt: secondsAgo(1), attemptedAt: secondsAgo(triedAgo), createdAt: secondsAgo(triedAgo) },
      expiresAt: secondsAgo(-expiresIn),
    },
  });
}

interface Webhook {
  kind: "status" | "message";
  /** When Meta says that it happened, and when it reached us, in seconds before now. */
  happened: number;
  received: number;
  about?: string;
  state?: string;
}

async function addWebhook({ kind, happened, received, about, state = "done" }: Webhook) {
  const timestamp = String(Math.floor(secondsAgo(happened).getTime() / 1000));
  const callback = about && callbackDataFor(about, 1);
  await db().webhookEvent.create({
    data: {
      ...{ kind, dedupeKey: randomUUID(), state, receivedAt: secondsAgo(received) },
      payload: { [kind]: { timestamp, ...(callback ? { biz_opaque_callback_data: callback } : {}) } },
    },
  });
}

describe("a reply that was tried a minute ago and that nothing has confirmed", () => {
  test.for<[string, Webhook[], "repeated" | "held"]>([
    ["is held while no webhook at all comes", [], "held"],
    [
      "is repeated when statuses of what happened later have come for a while",
      [{ kind: "status", happened: 50, received: 49 }],
      "repeated",
    ],
    [
      "is held when only statuses of what happened before have come, however late",
      [{ kind: "status", happened: 70, received: 25 }],
      "held",
    ],
    [
      "is held when the first later status has just come: others may be on their way",
      [{ kind: "status", happened: 50, received: 3 }],
      "held",
    ],
    [
      "is repeated when people have written since, and nothing was sent that a status could be about",
      [{ kind: "message", happened: 50, received: 49 }],
      "repeated",
    ],
  ])("%s", async ([, webhooks, fate]) => {
    const { lane } = await addMessage({ triedAgo: 60 });
    for (const webhook of webhooks) await addWebhook(webhook);
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(fate === "held");
  });

  test("is held although people write, while the statuses of what was sent later are missing", async () => {
    const { lane } = await addMessage({ triedAgo: 60 });
    await addMessage({ triedAgo: 40, status: "accepted" });
    await addWebhook({ kind: "message", happened: 50, received: 49 });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
  });

  test("is held while a status about it waits to be applied", async () => {
    const { id, lane } = await addMessage({ triedAgo: 60 });
    await addWebhook({ kind: "status", happened: 50, received: 49 });
    await addWebhook({ kind: "status", happened: 60, received: 1, about: id, state: "pending" });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
  });
});

describe("a reply of which nothing is known, while later messages to the same person wait,", () => {
  const later = (lane: string) =>
    db().outboundMessage.create({ data: { lane, purpose: "status", kind: "text", text: "hi" } });

  test("is held for a few seconds, and then no longer repeated but stays unconfirmed", async () => {
    const young = await addMessage({ triedAgo: 5 });
    const old = await addMessage({ triedAgo: 9 });
    for (const { lane } of [young, old]) {
      await later(lane);
      expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
    }
    const find = (id: string) => db().outboundMessage.findUniqueOrThrow({ where: { id } });
    expect(await find(young.id)).toMatchObject({ status: "unknown", dueAt: expect.any(Date) });
    expect(await find(old.id)).toMatchObject({ status: "unknown", dueAt: null });
  });

  test("is repeated before them, where webhooks show that its status would have come", async () => {
    const { lane } = await addMessage({ triedAgo: 60 });
    await later(lane);
    await addWebhook({ kind: "status", happened: 50, received: 49 });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(false);
  });

  test.for<[string, number[], "repeated" | "held"]>([
    ["statuses of what happened later come promptly", [7, 6, 5], "repeated"],
    ["too few have come to tell", [7, 6], "held"],
    ["one has come late, as its own may", [7, 6, 5, 12], "held"],
  ])("is repeated in the last moment or not at all: %s", async ([, happened, fate]) => {
    const { lane } = await addMessage({ triedAgo: 8 });
    await later(lane);
    for (const seconds of happened)
      await addWebhook({ kind: "status", happened: seconds, received: Math.min(4, seconds - 1) });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(fate === "held");
  });

  test("is not repeated in the last moment when Meta took long over it, and may have taken it late", async () => {
    const { id, lane } = await addMessage({ triedAgo: 8 });
    await later(lane);
    for (const happened of [7, 6, 5]) await addWebhook({ kind: "status", happened, received: 4 });
    await db().outboundMessage.update({ where: { id }, data: { failureTitle: "TimeoutError" } });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
  });

  test("is held for longer where only messages that are over came after it", async () => {
    const { id, lane } = await addMessage({ triedAgo: 60 });
    await db().outboundMessage.create({
      data: { lane, purpose: "status", kind: "text", text: "hi", status: "accepted", dueAt: null },
    });
    expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
    expect((await db().outboundMessage.findUniqueOrThrow({ where: { id } })).dueAt).not.toBeNull();
  });
});

test("a time of Meta's that is none is no reason to repeat, or to fail", async () => {
  const { lane } = await addMessage({ triedAgo: 60 });
  await addWebhook({ kind: "status", happened: 50, received: 49 });
  await db().$executeRaw`update webhook_events set payload = '{"status": {"timestamp": "soon"}}'`;
  expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
});

test("a reply that is no longer worth sending stays unconfirmed, and is not planned any more", async () => {
  const { id, lane } = await addMessage({ triedAgo: 1000, expiresIn: -1 });
  await addWebhook({ kind: "status", happened: 50, received: 49 });
  expect(await holdRepeat({ queue: "outbox", key: lane, holder: "" })).toBe(true);
  const row = await db().outboundMessage.findUniqueOrThrow({ where: { id } });
  expect(row).toMatchObject({ status: "unknown", dueAt: null });
});
