import fc from "fast-check";
import { expect, test } from "vitest";
import { readDelivery } from "./delivery.ts";

const read = (body: unknown) => readDelivery(Buffer.from(JSON.stringify(body)));
const wrap = (value: unknown, field: unknown = "messages") => ({
  object: "whatsapp_business_account",
  entry: [{ id: "1", changes: [{ field, value }] }],
});
const message = (id: string, more: object = {}) => ({
  id,
  from: "15550100001",
  timestamp: "1795340000",
  type: "text",
  text: { body: "hi" },
  ...more,
});

test("a full delivery in which everything is broken is read in a moment", () => {
  const messages = Array.from({ length: 1000 }, (_, n) => ({
    id: `wamid.${n}`,
    text: { body: "\u0000".repeat(400) },
  }));
  const begun = process.threadCpuUsage();
  const events = read(wrap({ messages }));
  expect(events.every(({ fault, rawBody }) => fault && rawBody)).toBe(true);
  expect(process.threadCpuUsage(begun).user / 1000).toBeLessThan(2000);
});

test("names like __proto__ change nothing outside of the delivery", () => {
  const evil =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"id":"w","from":"15550001","type":"text"}';
  readDelivery(
    Buffer.from(
      `{"__proto__":{"polluted":1},"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"__proto__":{"polluted":1},"messages":[${evil}]}}]}]}`,
    ),
  );
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

test("a body nested ten thousand levels deep is refused or becomes a dead letter, and never breaks the server", () => {
  for (const depth of [500, 3000, 10_000, 100_000]) {
    const nest = `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
    const body = JSON.stringify(wrap({ messages: [message("wamid.1", { deep: "HERE" })] }));
    try {
      const events = readDelivery(Buffer.from(body.replace('"HERE"', nest)));
      expect(events).toHaveLength(1);
      for (const { payload } of events) expect(depthOf(payload)).toBeLessThan(200);
    } catch (error) {
      expect(error).toMatchObject({ code: "invalid_webhook" });
    }
  }
});

function depthOf(value: unknown): number {
  let depth = 0;
  let level: unknown[] = [value];
  while (level.length > 0) {
    depth += 1;
    level = level.flatMap((member) => (member && typeof member === "object" ? Object.values(member) : []));
  }
  return depth;
}

test("any JSON whatsoever becomes events or a 400", () => {
  const anything = fc.jsonValue({ maxDepth: 5 });
  const nearly = fc.record(
    {
      object: fc.constant("whatsapp_business_account"),
      entry: fc.array(
        fc.oneof(
          anything,
          fc.record({
            changes: fc.array(
              fc.oneof(
                anything,
                fc.record({
                  field: fc.oneof(fc.constant("messages"), anything),
                  value: fc.oneof(
                    anything,
                    fc.record({
                      messages: anything,
                      statuses: anything,
                      contacts: anything,
                      metadata: anything,
                    }),
                  ),
                }),
              ),
            ),
          }),
        ),
      ),
    },
    { requiredKeys: ["object"] },
  );
  fc.assert(
    fc.property(fc.oneof(anything, nearly), (body) => {
      try {
        for (const event of read(body)) expect(event.dedupeKey.length).toBeLessThanOrEqual(400);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_webhook", status: 400 });
      }
    }),
    { numRuns: 2000 },
  );
});

test("any bytes whatsoever become events or a 400", () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      try {
        readDelivery(bytes);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_webhook", status: 400 });
      }
    }),
    { numRuns: 1000 },
  );
});
