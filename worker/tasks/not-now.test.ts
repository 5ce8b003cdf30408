import { beforeEach, describe, expect } from "vitest";
import { commands } from "#lib/bot/commands/index";
import { db } from "#lib/db";
import { MAX_TRIES } from "#lib/inbox/inbox";
import { deliver, deliveryOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { REFUSED, type Refusals, useRefusals } from "#lib/testing/refusals";
import { passTime, workOnEvents } from "#lib/testing/worker";
import { claimInbox, workInbox } from "./work-inbox.ts";

/** Of each kind of what is not the data's fault one; the web server is tried with them all. */
const NOT_NOW = ["25006", "28000", "40001", "42703", "53100", "55P03", "57P01", "58030", "9Z999", "XX000"];

let refusals: Refusals;
let people = 0;

test.beforeAll(async () => {
  refusals = await useRefusals(["inbound_messages", "outbound_messages"]);
});

beforeEach(async () => {
  await refusals.refuseWith(null);
  await db().$executeRaw`truncate webhook_events, lanes`;
});

const nextNumber = () => `49${String(16_000_000_000 + ++people)}`;
const deadLetters = () => db().webhookEvent.count({ where: { state: { in: ["quarantined", "dead"] } } });

/** One round of a worker that goes on after its failures, as if the pauses were over. */
async function work(state: string | null = null): Promise<boolean> {
  await refusals.refuseWith(null);
  await passTime();
  await refusals.refuseWith(state);
  const worked = [workInbox(await claimInbox("somebody"), commands), workOnEvents()];
  return (await Promise.allSettled(worked)).every(({ status }) => status === "fulfilled");
}

async function addAccepted(wamid: string) {
  return db().outboundMessage.create({
    data: { lane: wamid, purpose: "status", kind: "text", status: "accepted", rank: 2, wamid, dueAt: null },
  });
}

describe("while the database refuses the work, and not the data, nothing becomes a dead letter or loses a try:", () => {
  test.for(NOT_NOW)("%s", async (state) => {
    const number = nextNumber();
    const wamid = `wamid.${number}`;
    const { id } = await addAccepted(wamid);
    await deliver(deliveryOf({ messages: ["hi", "status"].map((text) => textMessage(number, text)) }));
    const timestamp = String(Math.floor(Date.now() / 1000));
    await deliver(deliveryOf({ statuses: [{ id: wamid, status: "delivered", timestamp }] }));
    for (let rounds = 0; rounds < MAX_TRIES + 2; rounds++) expect(await work(state)).toBe(false);
    expect(await deadLetters()).toBe(0);
    await work();
    const events = await db().webhookEvent.findMany({ orderBy: { id: "asc" } });
    expect(events.map(({ state, attempts }) => `${state} ${attempts <= 1}`)).toEqual(
      events.map(() => "done true"),
    );
    const replies = await db().outboundMessage.findMany({
      where: { toPhone: `+${number}` },
      orderBy: { sequence: "asc" },
    });
    expect(replies.map(({ purpose }) => purpose)).toEqual(["welcome", "status"]);
    expect(await db().outboundMessage.findUnique({ where: { id } })).toMatchObject({ status: "delivered" });
  });
});

test.for(Object.values(REFUSED))(
  "a message whose data the database refuses (%s) becomes a dead letter after its retries",
  async (state) => {
    const number = nextNumber();
    await deliver(deliveryOf({ messages: [textMessage(number, "hi")] }));
    for (let rounds = 0; rounds < MAX_TRIES; rounds++) await work(state);
    expect(await db().webhookEvent.findMany()).toMatchObject([
      { state: "dead", failure: state, attempts: MAX_TRIES },
    ]);
  },
);
