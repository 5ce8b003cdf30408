import { expect, test } from "@playwright/test";
import { addAccount, bearerOf, call } from "./accounts.ts";
import { deliveryOf, post, postOnce, repliesTo, settledEvents, textMessage } from "./meta.ts";

/** Read and kept, but without a reply. */
const reaction = (mark: string, at: number) =>
  textMessage("", { id: `${mark}.${at}`, type: "reaction", text: undefined, reaction: { emoji: mark } });

test("15 of 1,000 updates in one delivery 997 are processed and the 3 malformed ones become dead letters", async () => {
  const mark = `batch-${Date.now()}`;
  const messages = Array.from({ length: 1000 }, (_, at) => reaction(mark, at));
  for (const [at, without] of [
    [10, "from"],
    [500, "id"],
    [999, "type"],
  ] as const) {
    messages[at] = { ...messages[at], [without]: undefined };
  }
  expect(await post(deliveryOf({ messages }))).toBe(200);
  const events = await settledEvents(mark, 1000);
  const count = (wanted: string) => events.filter(({ state }) => state === wanted).length;
  expect([count("done"), count("quarantined"), events.length]).toEqual([997, 3, 1000]);
});

test("16 one message twice in a delivery, in twenty deliveries at once, has one effect", async () => {
  const message = textMessage("hi");
  const body = deliveryOf({ messages: [message, message] });
  const statuses = await Promise.all(Array.from({ length: 20 }, () => post(body)));
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(await settledEvents(String(message.id), 1)).toHaveLength(1);
  expect(await repliesTo(message.id)).toHaveLength(1);
});

test("17 of two texts under one id the first gets a reply, and the second is kept for staff to see", async () => {
  const message = textMessage("hi");
  const forged = `forged ${String(message.id)}`;
  expect(await post(deliveryOf({ messages: [message] }))).toBe(200);
  expect(await post(deliveryOf({ messages: [{ ...message, text: { body: forged } }] }))).toBe(200);
  await settledEvents(String(message.id), 2);
  expect(await repliesTo(message.id)).toEqual([expect.stringContaining("🎓 Welcome")]);
  const admin = await bearerOf(await addAccount("admin", "Ada Reviser"));
  const response = await call("GET", "/api/whatsapp/dead-letters?limit=200", admin);
  const { events } = (await response.json()) as {
    events: { raw: string; reason: string; can_replay: boolean }[];
  };
  expect(events.filter(({ raw }) => raw.includes(forged))).toMatchObject([
    { reason: expect.stringContaining("The first one counts"), can_replay: false },
  ]);
});

test("32 a flush of a thousand deliveries, a hundred at a time, is taken or put off, and complete after retries", async () => {
  const mark = `flush-${Date.now()}`;
  const waiting = Array.from({ length: 1000 }, (_, at) => deliveryOf({ messages: [reaction(mark, at)] }));
  const seen = new Set<number>();
  const deliverAll = async () => {
    for (let body = waiting.pop(); body; body = waiting.pop()) {
      const status = await postOnce(body);
      seen.add(status);
      if (status === 503) waiting.push(body);
    }
  };
  await Promise.all(Array.from({ length: 100 }, deliverAll));
  for (const status of seen) expect([200, 503]).toContain(status);
  expect(await settledEvents(mark, 1000)).toHaveLength(1000);
});
