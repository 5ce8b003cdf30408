import { beforeEach, describe, expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";
import { workOnEvents, workOnInbox } from "../testing/worker.ts";
import { listDeadLetters } from "./dead-letters.ts";
import { replayAll, replayEvent } from "./replays.ts";

beforeEach(async () => {
  await db().$executeRaw`truncate webhook_events, lanes, whatsapp_users cascade`;
});

const nameless = { id: "wamid.Q1", type: "text", text: { body: "who\u0000 am I?" } };
const contacts = [{ profile: { name: "Rosa" }, wa_id: "15550000009" }];
const states = async () =>
  (await db().webhookEvent.findMany({ orderBy: { id: "asc" } })).map(({ state }) => state);
const onlyId = async () => (await db().webhookEvent.findFirstOrThrow({ orderBy: { id: "asc" } })).id;
const raw = (body: string) =>
  deliver(Buffer.from(`{"object":"whatsapp_business_account","entry":[${body}]}`));

/** Stands for a parser of tomorrow, which understands what that of today does not. */
async function understand(before: string, after: string): Promise<void> {
  await db().$executeRaw`
    update webhook_events set raw_body = convert_to(replace(convert_from(raw_body, 'UTF8'), ${before}, ${after}), 'UTF8')
    where state = 'quarantined'`;
}

describe("dead letters", () => {
  test("is counted and listed with its reason, made of what, and not what it says", async () => {
    await deliver(deliveryOf({ contacts, messages: [nameless, textMessage("15550000001", "hi")] }));
    const { events, ...counts } = await listDeadLetters(10, false);
    expect(counts).toEqual({ unreadable: 1, failed: 0 });
    expect(events).toMatchObject([
      {
        state: "unreadable",
        reason: "The message has no id, type or sender.",
        shape: "{id: text, text: {body: text}, type: text}",
        raw: null,
        isReplayable: true,
      },
    ]);
  });

  test("is shown as it came to who may see that", async () => {
    await deliver(deliveryOf({ messages: [nameless] }));
    const { events } = await listDeadLetters(10, true);
    expect(events[0]?.raw).toBe(JSON.stringify(nameless));
  });

  test.for([
    ["an entry", "7"],
    ["an entry without changes", '{"changes":1}'],
    ["a change", '{"changes":[{"field":1}]}'],
    ["a status", '{"changes":[{"field":"messages","value":{"statuses":[{"id":1}]}}]}'],
  ] as const)("stays, with its reason, when today's rules cannot read it either: %s", async ([, entry]) => {
    await raw(entry);
    expect(await replayEvent(await onlyId())).toEqual({ state: "dead_letter", reason: expect.any(String) });
    expect(await states()).toEqual(["quarantined"]);
    expect((await listDeadLetters(10, false)).events[0]).toMatchObject({ attempts: 1 });
  });
});

describe("what can be read by now", () => {
  test("is worked on like any other message, with its contact, and only once", async () => {
    await deliver(deliveryOf({ contacts, messages: [nameless] }));
    await understand('"id"', '"from":"15550000009","id"');
    const id = await onlyId();
    const replays = await Promise.allSettled([replayEvent(id), replayEvent(id), replayEvent(id)]);
    const worked = replays.filter((replay) => replay.status === "fulfilled");
    expect(worked.map(({ value }) => value)).toEqual([{ state: "pending", reason: null }]);
    await workOnInbox();
    expect(await states()).toEqual(["ignored", "done"]);
    expect(await db().outboundMessage.findMany()).toMatchObject([{ toPhone: "+15550000009" }]);
    expect(await db().whatsappUser.findMany()).toMatchObject([{ whatsappName: "Rosa" }]);
    const [, event] = await db().webhookEvent.findMany({ orderBy: { id: "asc" } });
    expect(Buffer.from(event?.rawBody ?? []).toString()).toContain("who\\u0000 am I?");
  });

  test("is ignored when it is about another number, or known by another way already", async () => {
    await deliver(deliveryOf({ metadata: { phone_number_id: "999" }, messages: [nameless] }));
    await understand('"id"', '"from":"15550000009","id"');
    expect(await replayEvent(await onlyId())).toMatchObject({ state: "ignored" });
    await deliver(deliveryOf({ messages: [{ ...nameless, id: "wamid.Q2" }] }));
    await deliver(deliveryOf({ messages: [textMessage("15550000009", "hi", { id: "wamid.Q2" })] }));
    await understand('"id"', '"from":"15550000009","id"');
    expect(await replayAll()).toEqual({ pending: 0, ignored: 1, dead_letter: 0 });
  });

  test("is taken apart when it was a whole entry or a whole delivery", async () => {
    await raw(`{"changes":{"0":"?"},"hidden":1}`);
    const changes = JSON.parse(
      deliveryOf({
        messages: [textMessage("15550000010", "hi"), textMessage("15550000011", "hi")],
      }).toString(),
    );
    await understand('{"changes":{"0":"?"},"hidden":1}', JSON.stringify(changes.entry[0]));
    const whole = deliveryOf({ messages: [textMessage("15550000012", "hi")] });
    await db().webhookEvent.create({
      data: {
        kind: "change",
        dedupeKey: "c:whole",
        payload: {},
        rawBody: Uint8Array.from(whole),
        state: "quarantined",
        failure: "22P05",
      },
    });
    expect((await listDeadLetters(1, false)).events).toMatchObject([
      { reason: "The database refused it (22P05)." },
    ]);
    expect(await replayAll()).toEqual({ pending: 2, ignored: 0, dead_letter: 0 });
    await workOnInbox();
    expect(await db().outboundMessage.count()).toBe(3);
  });

  test("but is too old for a reply is kept, and gets none", async () => {
    await deliver(deliveryOf({ messages: [nameless] }));
    await understand('"id"', '"from":"15550000009","id"');
    await db().$executeRaw`update webhook_events set received_at = now() - interval '2 days'`;
    await replayAll();
    await workOnInbox();
    expect(await db().inboundMessage.count()).toBe(1);
    expect(await db().outboundMessage.count()).toBe(0);
  });
});

test("a message that failed for good is worked on once more with all its tries", async () => {
  await deliver(deliveryOf({ messages: [textMessage("15550000020", "hi")] }));
  await workOnInbox();
  await db().$executeRaw`truncate outbound_messages, inbound_messages`;
  await db().$executeRaw`update webhook_events set state = 'dead', attempts = 6, failure = 'worker_died'`;
  const { events, failed } = await listDeadLetters(10, false);
  expect(failed).toBe(1);
  expect(events).toMatchObject([
    { state: "failed", reason: "The worker stopped while processing it, 6 times." },
  ]);
  expect(await replayAll()).toEqual({ pending: 1, ignored: 0, dead_letter: 0 });
  await workOnInbox();
  expect(await states()).toEqual(["done"]);
  expect(await db().outboundMessage.count()).toBe(1);
});

test("a status that failed for good is applied once more", async () => {
  await deliver(deliveryOf({ statuses: [{ id: "wamid.9", status: "hologram", timestamp: "1" }] }));
  await db().$executeRaw`update webhook_events set state = 'dead', failure = 'wamid_taken'`;
  expect(await replayEvent(await onlyId())).toEqual({ state: "pending", reason: null });
  await workOnEvents();
  expect(await states()).toEqual(["ignored"]);
});

describe("of two versions of one message", () => {
  const first = textMessage("15550000030", "hi");
  const second = { ...first, text: { body: "forged" } };

  test.for([
    ["in two deliveries", [[first], [second]]],
    ["in one delivery", [[first, second]]],
    ["with repeats", [[first], [second], [first], [second], [first, second]]],
  ] as const)("the first gets a reply and the second is kept as a revision: %s", async ([, deliveries]) => {
    for (const messages of deliveries) await deliver(deliveryOf({ messages: [...messages] }));
    await workOnInbox();
    expect(await db().inboundMessage.findMany()).toMatchObject([{ text: "hi" }]);
    const { events } = await listDeadLetters(10, true);
    expect(events).toMatchObject([
      { kind: "change", reason: expect.stringContaining("The first one counts"), isReplayable: false },
    ]);
    expect(events[0]?.raw).toContain("forged");
    expect(await replayEvent(events[0]?.id ?? 0n)).toMatchObject({ state: "dead_letter" });
    expect(await replayAll()).toEqual({ pending: 0, ignored: 0, dead_letter: 0 });
  });

  test("a repeat that says the same is none", async () => {
    await deliver(deliveryOf({ contacts, messages: [first] }));
    await deliver(deliveryOf({ messages: [first] }));
    expect((await listDeadLetters(10, false)).events).toEqual([]);
  });
});

test("an id that is nobody's is not found", async () => {
  await expect(replayEvent(404n)).rejects.toMatchObject({ code: "not_a_dead_letter", status: 404 });
});
