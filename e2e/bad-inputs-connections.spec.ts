import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { query } from "./accounts.ts";
import { type DatabaseLine, layDatabaseLine } from "./database-line.ts";
import { deliveryOf, post, postBytes, sign, textMessage, webhookUrl } from "./meta.ts";
import { startWeb, type Web } from "./web.ts";

const reaction = () => textMessage("", { type: "reaction", text: undefined, reaction: { emoji: "👍" } });

/** Begins a request by hand, and says how many seconds later its connection was closed, and what came back. */
async function speak(
  head: string[],
  then: (socket: Socket) => NodeJS.Timeout | undefined,
): Promise<{ seconds: number; said: string }> {
  const { hostname, port, pathname } = new URL(webhookUrl());
  const socket = connect(Number(port), hostname);
  let said = "";
  socket
    .on("error", () => undefined)
    .on("data", (bytes) => {
      said += bytes;
    });
  await once(socket, "connect");
  socket.write(`${[`POST ${pathname} HTTP/1.1`, `Host: ${hostname}`, ...head].join("\r\n")}\r\n`);
  const started = Date.now();
  const feeding = then(socket);
  await new Promise((resolve) => socket.once("close", resolve));
  clearInterval(feeding);
  return { seconds: (Date.now() - started) / 1000, said };
}

type Row = [name: string, response: RegExp, head: string[], then: Parameters<typeof speak>[1]];

const slowly = (bytes: string, every: number) => (socket: Socket) =>
  setInterval(() => socket.write(bytes), every);

const TABLE: Row[] = [
  [
    "7 a body without an end",
    /^HTTP\/1\.1 413 /,
    ["Transfer-Encoding: chunked", ""],
    slowly(`10000\r\n${"x".repeat(65_536)}\r\n`, 5),
  ],
  [
    "7 a length that promises too much",
    /^HTTP\/1\.1 413 /,
    ["Content-Length: 99999999", ""],
    () => undefined,
  ],
  [
    "7 a length that promises more than comes",
    /^(HTTP\/1\.1 408 |$)/,
    ["Content-Length: 1000", ""],
    (socket) => {
      socket.write("x");
      return undefined;
    },
  ],
  [
    "34 a body that comes byte by byte",
    /^(HTTP\/1\.1 408 |$)/,
    ["Content-Length: 1000", ""],
    slowly("x", 1000),
  ],
  ["34 headers that come byte by byte", /^(HTTP\/1\.1 408 |$)/, [], slowly("x", 1000)],
];

test("7, 34 connections that do not come to an end are closed within ten seconds, whatever they send", async () => {
  const spoken = await Promise.all(TABLE.map(([, , head, then]) => speak(head, then)));
  for (const [at, { seconds, said }] of spoken.entries()) {
    const [name, response] = TABLE[at] ?? [];
    expect(said, name).toMatch(response ?? /^$/);
    expect(seconds, name).toBeLessThan(15);
  }
});

test("34 of callers that hang up in the middle of a body nothing is stored, and others are served", async () => {
  const message = reaction();
  const body = deliveryOf({ messages: [message] });
  const head = [`X-Hub-Signature-256: ${sign(body)}`, `Content-Length: ${body.length}`, ""];
  const hangUp = (socket: Socket) => {
    socket.write(body.subarray(0, -1), () => socket.destroy());
    return undefined;
  };
  await Promise.all(Array.from({ length: 20 }, () => speak(head, hangUp)));
  expect(await query("select 1 from webhook_events where wamid = $1", [message.id])).toEqual([]);
  expect(await post(body)).toBe(200);
});

test("31 TRACE is not served: 405, with the methods that there are", async () => {
  const { hostname, port, pathname } = new URL(webhookUrl());
  const socket = connect(Number(port), hostname);
  socket.write(`TRACE ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
  const said = String((await once(socket, "data"))[0]);
  socket.destroy();
  expect(said).toMatch(/^HTTP\/1\.1 405 /);
  expect(said).toMatch(/^allow: .*POST/im);
  expect(said).not.toContain("TRACE");
});

test.describe("33 while the database", () => {
  let line: DatabaseLine;
  let web: Web;
  const url = () => `${web.baseUrl}/api/whatsapp/webhook`;

  test.beforeAll(async () => {
    line = await layDatabaseLine(process.env.E2E_DATABASE_URL ?? "");
    const settings = {
      DATABASE_URL: line.url,
      WHATSAPP_API_URL: process.env.E2E_SIMULATOR_URL ?? "",
    };
    web = await startWeb(settings, `${process.env.E2E_STRICT_LOG}.line`);
  });

  test.afterAll(async () => {
    await web.stop();
    line.close();
  });

  for (const [name, state, callers] of [
    ["is away", "cut", 1],
    ["does not respond", "silent", 1],
    ["does not respond and all connections are taken", "silent", 30],
  ] as const) {
    test(`${name}, deliveries are put off with 503, and taken once it is back`, async () => {
      const bodies = Array.from({ length: callers }, () => deliveryOf({ messages: [reaction()] }));
      const offer = (body: Buffer) => postBytes(body, { "x-hub-signature-256": sign(body) }, url());
      line.set("cut");
      line.set(state);
      for (const { status, headers } of await Promise.all(bodies.map(offer))) {
        expect(status).toBe(503);
        expect(Number(headers["retry-after"])).toBeGreaterThan(0);
        expect(Number(headers["retry-after"])).toBeLessThanOrEqual(3);
      }
      expect((await fetch(`${web.baseUrl}/health`)).status).toBe(200);
      line.set("cut");
      line.set("open");
      for (const body of bodies) await expect.poll(async () => (await offer(body)).status).toBe(200);
      expect(web.process.exitCode).toBeNull();
    });
  }
});
