import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect, test } from "@playwright/test";
import { query } from "./accounts.ts";
import { deliveryOf, deliveryOfChanges, post, postBytes, sign, textMessage } from "./meta.ts";

const MIB = 1024 * 1024;
const OTHER_SECRET = "the-app-secret-after-the-change";

/** A delivery that somebody may send, and how it is signed. */
interface Attempt {
  body: Buffer;
  headers?: Record<string, string | string[]>;
}

type Row = [name: string, status: number, attempt: (good: Buffer) => Attempt];

const signedWith = (signature: string | string[]) => ({ "x-hub-signature-256": signature });
const hexOf = (body: Buffer) => sign(body).slice("sha256=".length);
const signed = (body: Buffer, headers = {}): Attempt => ({
  body,
  headers: { ...signedWith(sign(body)), ...headers },
});
const raw = (text: string) => () => signed(Buffer.from(text));
const envelope = (members: string) => raw(`{"object":"whatsapp_business_account"${members}}`);
const padded = (length: number) => (good: Buffer) =>
  signed(Buffer.concat([good, Buffer.alloc(length - good.length, " ")]));
const rewritten = (good: Buffer) => Buffer.from(JSON.stringify(JSON.parse(good.toString())));

/** Each row posts one delivery; what gets 200 is stored once, and of all else nothing. */
const TABLE: Row[] = [
  ["1 no signature", 403, (body) => ({ body })],
  ["1 no signature over what is no JSON", 403, () => ({ body: Buffer.from("{") })],
  ["2 sha1 only", 403, (body) => ({ body, headers: { "x-hub-signature": "sha1=0123456789" } })],
  ["2 sha1 in the right header", 403, (body) => ({ body, headers: signedWith(`sha1=${hexOf(body)}`) })],
  ["2 63 digits", 403, (body) => ({ body, headers: signedWith(sign(body).slice(0, -1)) })],
  ["2 65 digits", 403, (body) => ({ body, headers: signedWith(`${sign(body)}0`) })],
  ["2 no hex", 403, (body) => ({ body, headers: signedWith(`sha256=${"z".repeat(64)}`) })],
  ["2 upper case", 403, (body) => ({ body, headers: signedWith(`sha256=${hexOf(body).toUpperCase()}`) })],
  [
    "3 the signature of the same JSON written another way",
    403,
    (body) => ({ body, headers: signedWith(sign(rewritten(body))) }),
  ],
  ["3 the bytes as Meta escaped them", 200, (body) => signed(body)],
  [
    "4 one byte changed",
    403,
    (body) => ({ body: Buffer.from(body.toString().replace("hi ", "ho ")), headers: signedWith(sign(body)) }),
  ],
  [
    "5 signed with a secret that is not ours",
    403,
    (body) => ({ body, headers: signedWith(sign(body, "another-app-secret-000")) }),
  ],
  ["6 two headers", 403, (body) => ({ body, headers: signedWith([sign(body), sign(body)]) })],
  ["6 two in one header", 403, (body) => ({ body, headers: signedWith(`${sign(body)},${sign(body)}`) })],
  ["7 three megabytes", 200, padded(3 * MIB)],
  ["7 as much as is taken", 200, padded(3 * MIB + 64 * 1024)],
  ["7 one byte more", 413, padded(3 * MIB + 64 * 1024 + 1)],
  ["8 called text", 200, (body) => signed(body, { "content-type": "text/plain" })],
  ["8 called nothing", 200, (body) => signed(body)],
  ["9 gzip", 415, (body) => signed(gzipSync(body), { "content-encoding": "gzip" })],
  ["9 a zip bomb", 415, () => signed(gzipSync(Buffer.alloc(64 * MIB)), { "content-encoding": "gzip" })],
  ["10 no JSON", 400, raw("hello")],
  ["10 empty", 400, raw("")],
  ["10 null", 400, raw("null")],
  ["10 a list", 400, raw("[]")],
  ["10 a text", 400, raw('"x"')],
  ["10 a number beyond all bounds", 400, raw("1e999")],
  ["13 another object", 400, raw('{"object":"page","entry":[]}')],
  ["13 no entry", 400, envelope("")],
  ["13 an entry that is no list", 400, envelope(',"entry":{}')],
  ["13 no entries", 200, envelope(',"entry":[]')],
  ["13 no changes", 200, envelope(',"entry":[{"id":"1"}]')],
  ["13 a value that is empty", 200, () => signed(deliveryOfChanges({ field: "messages", value: {} }))],
];

for (const [name, status, attempt] of TABLE) {
  test(`${name}: ${status}`, async () => {
    const message = textMessage("hi caf\u00e9", { type: "reaction" });
    const escaped = deliveryOf({ messages: [message] })
      .toString()
      .replace("\u00e9", "\\u00e9");
    const { body, headers } = attempt(Buffer.from(escaped));
    const response = await postBytes(body, headers);
    expect(response.status).toBe(status);
    if (status === 200) expect(response.body).toBe('{"status":"ok"}');
    const rows = await query("select 1 from webhook_events where wamid = $1", [message.id]);
    const isOurs = body.includes(String(message.id));
    expect(rows).toHaveLength(status === 200 && isOurs ? 1 : 0);
  });
}

test("1 what was refused for want of a signature is kept once Meta brings it signed", async () => {
  const message = textMessage("hi", { type: "reaction" });
  const body = deliveryOf({ messages: [message] });
  expect((await postBytes(body)).status).toBe(403);
  expect(await post(body)).toBe(200);
  expect(await query("select 1 from webhook_events where wamid = $1", [message.id])).toHaveLength(1);
});

test("4 the signature that it should have had leaves the process neither in the response nor in the log", async () => {
  const body = deliveryOf({ messages: [textMessage("private words")] });
  const { status, body: said } = await postBytes(body, signedWith(`sha256=${"0".repeat(64)}`));
  expect(status).toBe(403);
  const log = readFileSync(process.env.E2E_STRICT_LOG ?? "", "utf8");
  expect(log).toContain("a webhook with a wrong signature was refused");
  for (const text of [said, log]) {
    expect(text).not.toContain(hexOf(body));
    expect(text).not.toContain("private words");
  }
});

test("5, 88 while the app secret is changed both count, without a restart, and afterwards one again", async () => {
  const file = process.env.E2E_SECRET_FILE ?? "";
  const body = deliveryOf({ messages: [textMessage("hi", { type: "reaction" })] });
  const status = async (secret: string) => (await postBytes(body, signedWith(sign(body, secret)))).status;
  expect(await status(OTHER_SECRET)).toBe(403);
  writeFileSync(file, `${OTHER_SECRET}\n`);
  await expect.poll(() => status(OTHER_SECRET)).toBe(200);
  expect(await post(body)).toBe(200);
  writeFileSync(file, "");
  await expect.poll(() => status(OTHER_SECRET)).toBe(403);
  expect(await post(body)).toBe(200);
});
