import { describe, expect } from "vitest";
import { db } from "../../db.ts";
import { type Asker, newAsker } from "../../testing/asker.ts";
import { test } from "../../testing/fixtures.ts";
import { passTime, workOnInbox, workOnOutbox } from "../../testing/worker.ts";
import { explainFailure } from "../outcome-words.ts";

let asker: Asker;

test.beforeEach(async ({ double }) => {
  await double.calm();
  asker = await newAsker(double);
});

test("an answer arrives on the phone, with our own id as what Meta gives back", async () => {
  await asker.ask("status");
  await workOnOutbox();
  expect(await asker.phone.read()).toEqual([expect.stringContaining("Account Status: Not Linked")]);
  const row = await asker.onlyMessage();
  const [accepted] = await asker.accepted();
  expect(row).toMatchObject({ status: "accepted", wamid: accepted?.id, attempts: 1, dueAt: null });
  expect(accepted?.biz_opaque_callback_data).toBe(`v1:${row.id}:1`);
});

test("several answers to one person arrive in their order", async () => {
  await asker.ask("hi", "status", "?", "unlink", "status");
  await workOnOutbox();
  const first = (text: string) => [...text][0];
  expect((await asker.phone.read()).map(first)).toEqual(["🎓", "❌", "🤔", "ℹ", "❌"]);
});

test("a person without a number is answered by BSUID", async ({ double }) => {
  const hidden = await double.addPhone({ phone: null });
  await hidden.write("hi");
  await workOnInbox();
  await workOnOutbox();
  expect(await hidden.read()).toEqual([expect.stringContaining("🎓 Welcome")]);
  expect((await double.accepted()).at(-1)).toMatchObject({ to: null, recipient: hidden.bsuid });
});

describe("a refusal that is final ends the message, and says why in plain words", () => {
  test.for([
    [131026, /This number cannot get the message/],
    [131047, /More than 24 hours have passed/],
    [100, /something in this message that it does not accept/],
    [132001, /no approved template/],
    [999999, /WhatsApp refused this message/],
  ] as const)("error %i", async ([code, words], { double }) => {
    await double.suffer({ refuseWith: code });
    await asker.ask("hi");
    await workOnOutbox();
    const row = await asker.onlyMessage();
    expect(row).toMatchObject({ status: "failed", failureCode: String(code), dueAt: null });
    expect(explainFailure(row)).toMatch(words);
    expect(row.fbtraceId).toBeTruthy();
  });
});

describe("a passing fault is tried again, and the message arrives once", () => {
  test.for([
    ["too many messages (130429)", { tooManyRequestsPercent: 100 }],
    ["a fault of Meta's (131000)", { serverErrorPercent: 100 }],
    ["an outage (2)", { outage: true }],
    ["maintenance (131057)", { refuseWith: 131057 }],
    ["too many to one person (131056)", { refuseWith: 131056 }],
    ["our access token expired (190)", { tokenExpired: true }],
    ["our account is locked (131031)", { refuseWith: 131031 }],
    ["WhatsApp wants a payment method (131042)", { refuseWith: 131042 }],
  ] as const)("%s", async ([, faults], { double }) => {
    await double.suffer(faults);
    await asker.ask("hi");
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "queued", attempts: 0 });
    await double.calm();
    await passTime();
    await workOnOutbox();
    expect(await asker.onlyMessage()).toMatchObject({ status: "accepted", attempts: 1, failureCode: null });
    expect(await asker.accepted()).toHaveLength(1);
  });
});

test("an outage of Meta's of any length fails no message before it has expired", async ({ double }) => {
  await double.suffer({ outage: true });
  await asker.ask("hi");
  for (let tries = 0; tries < 15; tries++) {
    await workOnOutbox();
    await passTime();
  }
  expect(await asker.onlyMessage()).toMatchObject({ status: "queued", attempts: 0, refusals: 0 });
  await double.suffer({ outage: false });
  await workOnOutbox();
  expect(await asker.onlyMessage()).toMatchObject({ status: "accepted" });
});

test("an answer that could not be sent for a quarter of an hour is not sent late", async ({ double }) => {
  await asker.ask("hi");
  await db()
    .$executeRaw`update outbound_messages set expires_at = now() - interval '1 second' where to_phone = ${asker.phone.phone}`;
  const calls = await double.countCalls();
  await workOnOutbox();
  expect(await asker.onlyMessage()).toMatchObject({ status: "failed", failureCode: "expired" });
  expect(await double.countCalls()).toBe(calls);
});

test("a text is not offered to Meta once the 24-hour window has shut, even if it was open when it was queued", async ({
  double,
}) => {
  await asker.ask("hi");
  await db()
    .$executeRaw`update whatsapp_users set last_inbound_at = now() - interval '24 hours' where whatsapp_phone = ${asker.phone.phone}`;
  const calls = await double.countCalls();
  await workOnOutbox();
  expect(await asker.onlyMessage()).toMatchObject({ status: "failed", failureCode: "window_closed" });
  expect(await double.countCalls()).toBe(calls);
});

test("a message that waits for its next try keeps the later ones of the same person waiting", async ({
  double,
}) => {
  await double.suffer({ refuseWith: 131016 });
  await asker.ask("hi");
  await workOnOutbox();
  await double.suffer({ refuseWith: null });
  await asker.ask("status");
  await workOnOutbox();
  expect(await asker.phone.read()).toEqual([]);
  await passTime();
  await workOnOutbox();
  expect((await asker.phone.read()).map((text) => [...text][0])).toEqual(["🎓", "❌"]);
});
