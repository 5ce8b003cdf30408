import fc from "fast-check";
import { expect } from "vitest";
import { db } from "../db.ts";
import { deliver, deliveryOf, textMessage } from "../testing/deliveries.ts";
import { test } from "../testing/fixtures.ts";

/** Few people and few messages, so that the same one often comes more than once. */
const message = fc.record({ person: fc.nat({ max: 3 }), number: fc.nat({ max: 4 }) });
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;
const delivery = fc.array(message, { minLength: 1, maxLength: 3 });

let worlds = 0;

/** What is stored after some deliveries to a world of their own: each person's messages in their order, and nothing else. */
async function storedAfter(deliveries: Message[][]): Promise<Record<string, string[]>> {
  worlds += 1;
  const world = `wamid.${worlds}.`;
  for (const messages of deliveries) {
    const written = messages.map(({ person, number }) =>
      textMessage(`1${5_550_000_000 + worlds * 10 + person}`, "hi", {
        id: `${world}${person}.${number}`,
        timestamp: "1700000000",
      }),
    );
    await deliver(deliveryOf({ messages: written }));
  }
  const events = await db().webhookEvent.findMany({
    where: { wamid: { startsWith: world } },
    orderBy: { id: "asc" },
  });
  const lanes = Object.groupBy(events, ({ lane }) => lane?.slice(-1) ?? "none");
  return Object.fromEntries(
    Object.entries(lanes).map(([lane, own]) => [
      lane,
      (own ?? []).map(({ wamid }) => wamid?.slice(world.length) ?? ""),
    ]),
  );
}

test("deliveries that come again change nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { minLength: 1, maxLength: 5 }), async (deliveries) => {
      const twice = deliveries.flatMap((messages) => [messages, messages]);
      expect(await storedAfter([...twice, ...deliveries])).toEqual(await storedAfter(deliveries));
    }),
    { numRuns: 40 },
  );
});

test("it makes no difference which of several people's deliveries comes first", async () => {
  const ofOne = fc.array(message, { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(ofOne, ofOne, async (first, second) => {
      const one = first.map(({ number }) => [{ person: 0, number }]);
      const other = second.map(({ number }) => [{ person: 1, number }]);
      expect(await storedAfter([...one, ...other])).toEqual(await storedAfter([...other, ...one]));
    }),
    { numRuns: 40 },
  );
});
