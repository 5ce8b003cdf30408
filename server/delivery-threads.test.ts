import { expect, test } from "vitest";
import { readStorable } from "#lib/inbox/storable-event";
import { readAside } from "./delivery-threads.ts";

const around = (value: string) =>
  Buffer.from(
    `{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":${value}}]}]}`,
  );
const fifty = (make: (at: number) => string) => Array.from({ length: 50 }, (_, at) => make(at)).join(", ");
const text = "x".repeat(1000);

/** A body that is long and has something of each kind: sound, altered, broken. */
const LONG = around(
  `{"messages": [${fifty((at) => `{"id":"w${at}","from":"15550001","type":"text","text":{"body":"${text}${at % 3 ? "" : "\\u0000"}"}}`)}],
    "statuses": [{"id":7}, {"id":"s","status":"sent"}]}`,
);
const MANY_NAMES = around(
  `{"messages":[{"id":"w","from":"1","type":"text",${Array.from({ length: 140_000 }, (_, at) => `"name${at}":1`)}}]}`,
);

test("a long delivery is read in its thread exactly as it would be here", async () => {
  expect(LONG.length).toBeGreaterThan(32 * 1024);
  const read = await readAside(LONG);
  expect(read).toHaveLength(52);
  expect(read).toEqual(readStorable(LONG));
  expect(read.some(({ rawBody }) => rawBody)).toBe(true);
});

/** What this thread computes meanwhile, in milliseconds; how long it waits for a processor is the machine's matter. */
async function computedDuring(work: () => unknown): Promise<number> {
  const begun = process.threadCpuUsage();
  await work();
  return process.threadCpuUsage(begun).user / 1000;
}

test("while the largest deliveries are read, the loop that serves everybody goes on", async () => {
  await readAside(LONG);
  const three = [MANY_NAMES, MANY_NAMES, MANY_NAMES];
  const here = await computedDuring(() => three.map((body) => readStorable(body)));
  const aside = await computedDuring(() => Promise.all(three.map((body) => readAside(body))));
  expect(aside).toBeLessThan(here / 3);
});

test("a delivery that is none of WhatsApp's is refused from there as from here", async () => {
  const refused = { code: "invalid_webhook", status: 400 };
  await expect(readAside(Buffer.alloc(100_000, "["))).rejects.toMatchObject(refused);
});

test("a delivery whose reading takes too long is given up, and the next one is read", async () => {
  await expect(readAside(MANY_NAMES, 1)).rejects.toMatchObject({ code: "reading_too_slow" });
  expect(await readAside(LONG)).toHaveLength(52);
});

test("when too much waits to be read, callers are asked to come again", async () => {
  const body = Buffer.concat([LONG, Buffer.alloc(3_000_000, " ")]);
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => readAside(body)));
  const refused = outcomes.filter(({ status }) => status === "rejected");
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThan(30);
  for (const outcome of refused)
    expect(outcome).toMatchObject({ reason: { code: "overloaded", status: 503 } });
});
