import { describe, expect, test } from "vitest";
import { AppError } from "../../errors.ts";
import { readDelivery } from "./delivery.ts";
import type { DeliveredEvent } from "./events.ts";
import { readIncomingMessage } from "./message.ts";

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
const faults = (events: DeliveredEvent[]) => events.map(({ fault }) => fault);

describe("refuses a body that is no webhook of WhatsApp, with 400", () => {
  test.for(["", "no JSON", "null", "[]", '"x"', "1e999", "{}", '{"object":"page","entry":[]}'])(
    "%s",
    (body) => {
      expect(() => readDelivery(Buffer.from(body))).toThrow(
        expect.objectContaining({ code: "invalid_webhook", status: 400 }),
      );
    },
  );

  test("one without entries", () => {
    expect(() => read({ object: "whatsapp_business_account" })).toThrow(AppError);
  });
});

test.for([
  ["no entries", { object: "whatsapp_business_account", entry: [] }],
  ["an entry without changes", { object: "whatsapp_business_account", entry: [{ id: "1" }] }],
  ["a change without anything in it", wrap({})],
] as const)("takes a delivery with %s, in which nothing is to be done", ([, body]) => {
  expect(read(body)).toEqual([]);
});

test("takes a thousand updates in one delivery, and sets the three that are broken aside", () => {
  const messages: unknown[] = Array.from({ length: 1000 }, (_, number) => message(`wamid.${number}`));
  messages[10] = "not a message";
  messages[500] = { id: "wamid.500", type: "text" };
  messages[999] = { ...message("wamid.999"), id: "x".repeat(300) };
  const events = read(wrap({ messages }));
  expect(events).toHaveLength(1000);
  expect(faults(events).filter(Boolean)).toHaveLength(3);
});

test.for(["undefined", "null", "x", "123", "1555-010-0001", true, {}, [], -1, 1.5, "\u200b"])(
  "sets a message aside whose sender cannot be read: %j",
  (from) => {
    expect(faults(read(wrap({ messages: [message("wamid.1", { from })] })))).toEqual([expect.any(String)]);
    const named = message("wamid.1", { from, from_user_id: "US.1" });
    expect(faults(read(wrap({ messages: [named] })))).toEqual([null]);
  },
);

test.for([" 15550100001 ", "\u200e15550100001\n", "+15550100001", 15550100001, "US.1 "])(
  "knows who sent a message: %j",
  (from) => {
    const [event] = read(wrap({ messages: [message("wamid.1", { from })] }));
    expect(event).toMatchObject({ fault: null, lane: String(from).replaceAll(/[\s\u200e]/g, "") });
    const { sender } = readIncomingMessage(event?.payload, new Date());
    expect(sender.phone ?? sender.bsuid).toMatch(/^(?:\+15550100001|US\.1)$/);
  },
);

test("a status whose timestamp would not fit into the record is one without a timestamp, not a reason to fail", () => {
  const status = { id: "wamid.1", status: "sent", timestamp: "1".repeat(1000) };
  const events = read(wrap({ statuses: [status] }));
  expect(faults(events)).toEqual([null]);
  for (const { dedupeKey } of events) expect(dedupeKey.length).toBeLessThanOrEqual(400);
});

test("keeps what it does not know: other fields, other types, other states", () => {
  const [event] = read(wrap({ messages: [message("wamid.1", { type: "hologram", brand_new: { a: 1 } })] }));
  expect(event?.payload.message).toMatchObject({ type: "hologram", brand_new: { a: 1 } });
  expect(read(wrap({ anything: 1 }, "brand_new_field"))).toMatchObject([{ kind: "change", fault: null }]);
  const statuses = [{ id: "wamid.1", status: "deleted", timestamp: "1" }];
  expect(read(wrap({ statuses }))).toMatchObject([{ kind: "status", fault: null }]);
});

test("replaces what PostgreSQL cannot hold, in values and in names", () => {
  const raw = String.raw`{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"messages":[
    {"id":"wamid.1","from":"15550001","type":"text","text":{"body":"a\u0000b\ud800c","bad\u0000name\udfff":1}}]}}]}]}`;
  const [event] = readDelivery(Buffer.from(raw));
  expect(JSON.stringify(event?.payload)).toContain("a\uFFFDb\uFFFDc");
  expect(JSON.stringify(event?.payload)).toContain("bad\uFFFDname\uFFFD");
});

test("keeps the bytes of what it had to alter or could not read, and of nothing else", () => {
  const text = (body: string) =>
    `{"id":"wamid.${body.length}", "from":"15550001","type":"text","text":{"body":"${body}"}}`;
  const altered = [text("a\\u0000b"), text("\\ud800"), text("plain"), text("caf\\u00e9 \\ud83d\\ude00 \\/")];
  const broken = '{ "type" :"text", "text":{"body":"who am I?"}}';
  const raw = `{"object":"whatsapp_business_account","entry":[{"changes":[{"field":"messages","value":{"messages":[
    ${[...altered, broken].join(" , ")}],"statuses":{"id":1}}}]},7]}`;
  const kept = readDelivery(Buffer.from(raw)).map(
    ({ rawBody }) => rawBody && Buffer.from(rawBody).toString(),
  );
  expect(kept).toEqual([altered[0], altered[1], null, null, broken, '{"id":1}', "7"]);
});

test("keeps the bytes of a text that is no UTF-8", () => {
  const [head, tail] = JSON.stringify(
    wrap({ messages: [message("wamid.1", { text: { body: "@" } }), message("2")] }),
  ).split("@");
  const body = Buffer.concat([Buffer.from(head ?? ""), Buffer.from([0xff]), Buffer.from(tail ?? "")]);
  const [bad, good] = readDelivery(body);
  expect(Buffer.from(bad?.rawBody ?? []).includes(0xff)).toBe(true);
  expect(good?.rawBody).toBeNull();
});

test("a person known by BSUID waits in the lane of the BSUID, whatever the number", () => {
  const [event] = read(wrap({ messages: [message("wamid.1", { from_user_id: "US.1" })] }));
  expect(event).toMatchObject({ lane: "US.1", dedupeKey: "m:wamid.1" });
});

test("a change of a template that Meta delivers again is the same event; the same change another day is a new one", () => {
  const value = { event: "PAUSED", message_template_name: "hello_world" };
  const at = (time: number) => {
    const { object, entry } = wrap(value, "message_template_status_update");
    return read({ object, entry: entry.map((one) => ({ ...one, time })) })[0]?.dedupeKey;
  };
  expect(at(1795340000)).toBe(at(1795340000));
  expect(at(1795340000)).not.toBe(at(1795426400));
});

test.each([
  ["553187654321", "5531987654321"],
  ["+55 31 98765-4321", "553187654321"],
  ["525512345678", "5215512345678"],
  ["5491123456789", "541123456789"],
])("what comes from our own number is an echo under every spelling of it (%s, %s)", (own, from) => {
  const value = { metadata: { display_phone_number: own }, messages: [message("wamid.echo", { from })] };
  expect(read(wrap(value))).toMatchObject([{ kind: "change", payload: { field: "message_echoes" } }]);
});
