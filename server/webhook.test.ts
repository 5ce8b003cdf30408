import { beforeEach, expect, vi } from "vitest";
import { db } from "#lib/db";
import { MAX_DELIVERY_BYTES } from "#lib/inbox/deliveries";
import { deliveryOf, signatureOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { type DatabaseLine, useDatabaseLine } from "#lib/testing/proxy";
import { GET, POST } from "../app/api/whatsapp/webhook/route.ts";
import nextConfig from "../next.config.js";
import { doorForTests } from "./door-for-tests.ts";

const PATH = "/api/whatsapp/webhook";
const HANDSHAKE = "hub.mode=subscribe&hub.challenge=test123&hub.verify_token=whatsapp-verify-token-2024";

let line: DatabaseLine;
test.beforeAll(async ({ databaseUrl }) => {
  line = await useDatabaseLine(databaseUrl);
});
const door = doorForTests(async (_request, response) => void response.writeHead(404).end());

beforeEach(async () => {
  await line.set("open");
  await vi.waitFor(() => db().$executeRaw`truncate webhook_events, lanes`, 10_000);
});

const signed = (body: Buffer) => ({ "x-hub-signature-256": signatureOf(body) });
const good = () => deliveryOf({ messages: [textMessage("15550000001", "hi")] });

type Case = [
  title: string,
  status: number,
  make: () => { query?: string; body?: Buffer; headers?: Record<string, string> },
  events?: number,
];

/** A POST, signed as Meta would unless `headers` say otherwise. */
function posted(body: Buffer, headers: Record<string, string> = {}) {
  return () => ({ body, headers: { ...signed(body), ...headers } });
}

const CASES: Case[] = [
  ["the handshake", 200, () => ({ query: HANDSHAKE })],
  ["a handshake without parameters", 400, () => ({})],
  ["a handshake with a wrong token", 403, () => ({ query: HANDSHAKE.replace("2024", "2025") })],
  ["a challenge that is markup", 400, () => ({ query: HANDSHAKE.replace("test123", "%3Cscript%3E") })],
  ["a delivery", 200, posted(good()), 1],
  ["a delivery whose type is called text", 200, posted(good(), { "content-type": "text/plain" }), 1],
  ["no signature", 403, () => ({ body: good() })],
  ["a signature of another body", 403, posted(good(), signed(Buffer.from("other")))],
  [
    "two signatures",
    403,
    posted(good(), { "x-hub-signature-256": `${signatureOf(good())}, ${signatureOf(good())}` }),
  ],
  ["an upper-case signature", 403, posted(good(), { "x-hub-signature-256": `sha256=${"A".repeat(64)}` })],
  ["a body that is no JSON", 400, posted(Buffer.from("hello"))],
  ["an empty body", 400, posted(Buffer.alloc(0))],
  ["JSON that is no webhook", 400, posted(Buffer.from('{"object":"page","entry":[]}'))],
  ["a number beyond all bounds", 400, posted(Buffer.from("1e999"))],
  ["a compressed body", 415, posted(good(), { "content-encoding": "gzip" })],
  ["a body compressed twice", 415, posted(good(), { "content-encoding": "identity, br" })],
  ["a body that says that it is not compressed", 200, posted(good(), { "content-encoding": "identity" }), 1],
  [
    "a body that says so in capitals",
    200,
    posted(good(), { "content-encoding": " Identity , IDENTITY " }),
    1,
  ],
  ["a body with an empty encoding", 200, posted(good(), { "content-encoding": "" }), 1],
  ["a body that is too large", 413, posted(Buffer.alloc(MAX_DELIVERY_BYTES + 1, " "))],
  ["a body of the largest size", 400, posted(Buffer.alloc(MAX_DELIVERY_BYTES, " "))],
];
async function askBoth(make: Case[2]): Promise<[front: Response, route: Response]> {
  const { query, body, headers } = make();
  const init = body ? { method: "POST", body: new Uint8Array(body), headers } : { headers };
  const path = query ? `${PATH}?${query}` : PATH;
  const front = await fetch(`http://127.0.0.1:${door.port}${path}`, init);
  const request = new Request(`http://localhost:3000${path}`, init);
  return [front, await (body ? POST : GET)(request, undefined)];
}

const HEADERS = ["content-type", "cache-control", "retry-after"];
const withoutId = (text: string) => text.replace(/urn:uuid:[0-9a-f-]{36}/, "urn:uuid:");

async function expectSame(front: Response, route: Response): Promise<void> {
  expect(front.status).toBe(route.status);
  expect(HEADERS.map((name) => front.headers.get(name))).toEqual(
    HEADERS.map((name) => route.headers.get(name)),
  );
  for (const { headers } of [front, route])
    expect(headers.get("x-request-id")).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(withoutId(await front.text())).toBe(withoutId(await route.text()));
}

test.for(CASES)("%s gets %i, by the front as by the route", async ([, status, make, events = 0]) => {
  const [front, route] = await askBoth(make);
  expect(front.status).toBe(status);
  await expectSame(front, route);
  expect(await db().webhookEvent.count()).toBe(events);
});

test.for(
  ["/", "//", "%2F"].flatMap((tail) => [
    `${PATH}${tail}`,
    `/${PATH}${tail}`,
    PATH.replace("whatsapp", "whats%61pp") + tail,
  ]),
)("Meta, which follows no redirects, is answered at %s as well", async (path) => {
  const at = `http://127.0.0.1:${door.port}${path}`;
  const verified = await fetch(`${at}?${HANDSHAKE}`, { redirect: "manual" });
  expect([verified.status, await verified.text()]).toEqual([200, "test123"]);
  const body = good();
  const taken = await fetch(at, {
    method: "POST",
    body: new Uint8Array(body),
    headers: signed(body),
    redirect: "manual",
  });
  expect(taken.status).toBe(200);
  expect(await db().webhookEvent.count()).toBe(1);
  expect((await fetch(at, { method: "PUT", redirect: "manual" })).status).toBe(405);
});

test("a method that the webhook doesn't have is told which ones there are, in the shape of every failure", async () => {
  const refused = await fetch(`http://127.0.0.1:${door.port}${PATH}`, { method: "DELETE" });
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, HEAD, POST");
  expect(refused.headers.get("content-type")).toContain("application/problem+json");
  expect(await refused.json()).toMatchObject({
    status: 405,
    code: "method_not_allowed",
    instance: `urn:uuid:${refused.headers.get("x-request-id")}`,
  });
});

test("a delivery that holds more than anybody can read is kept as it came, for people to look at", async () => {
  const body = deliveryOf({ messages: Array.from({ length: 20_000 }, () => 1) });
  const [front, route] = await askBoth(posted(body));
  expect([front.status, route.status]).toEqual([200, 200]);
  const events = await db().webhookEvent.findMany();
  expect(events).toMatchObject([{ state: "quarantined", failure: "too_many_events" }]);
  expect(Buffer.from(events[0]?.rawBody ?? []).equals(body)).toBe(true);
});

test("every response of the front carries the headers that Next gives to every response", async () => {
  const [front] = await askBoth(() => ({ body: good() }));
  const [everywhere] = (await nextConfig.headers?.()) ?? [];
  expect(everywhere?.headers.length).toBeGreaterThan(3);
  for (const { key, value } of everywhere?.headers ?? []) expect(front.headers.get(key)).toBe(value);
});

test("both return 503 with the seconds to wait while the database is away, and 200 once it is back", async () => {
  const body = good();
  await line.set("cut");
  const [front, route] = await askBoth(posted(body));
  expect([front.status, front.headers.get("retry-after")]).toEqual([503, "3"]);
  await expectSame(front, route);
  await line.set("open");
  expect((await askBoth(posted(body))).map(({ status }) => status)).toEqual([200, 200]);
});
