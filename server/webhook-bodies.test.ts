import { once } from "node:events";
import { request as call } from "node:http";
import { connect } from "node:net";
import { describe, expect } from "vitest";
import { db } from "#lib/db";
import { deliveryOf, signatureOf, textMessage } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { doorForTests } from "./door-for-tests.ts";

const PATH = "/api/whatsapp/webhook";

// The settings must name the database before the door reads them.
test.beforeAll(async ({ databaseUrl: _ }) => {});
const door = doorForTests(async (_request, response) => void response.writeHead(404).end());
test.beforeEach(async () => void (await db().$executeRaw`truncate webhook_events, lanes`));

const good = () => deliveryOf({ messages: [textMessage("15550000001", "hi")] });
const post = (given: Buffer) =>
  fetch(`http://127.0.0.1:${door.port}${PATH}`, {
    method: "POST",
    body: new Uint8Array(given),
    headers: { "x-hub-signature-256": signatureOf(given) },
  });

test("while a delivery that is hard to read is read, others are taken within a moment", async () => {
  const names = Array.from({ length: 50_000 }, (_, at) => `"name${at}":1`).join(",");
  const hard = deliveryOf({ messages: [textMessage("15550000001", "hi")] }).toString();
  const body = Buffer.from(hard.replace('"hi"', `"hi",${names}`));
  let isRead = false;
  const reading = post(body).then(({ status }) => {
    isRead = true;
    return status;
  });
  const waits: number[] = [];
  while (!isRead) {
    const begun = performance.now();
    expect((await post(good())).status).toBe(200);
    waits.push(performance.now() - begun);
  }
  expect(await reading).toBe(200);
  expect(waits.length).toBeGreaterThan(3);
  expect(waits.toSorted((left, right) => left - right)[Math.floor(waits.length / 2)]).toBeLessThan(200);
  expect(await db().webhookEvent.count({ where: { wamid: { not: null } } })).toBe(waits.length + 1);
});

describe.concurrent("a body that does not come to an end is closed within ten seconds", () => {
  test("a body of unknown length that never ends is refused without being kept, and closed", async () => {
    const request = call({ port: door.port, host: "127.0.0.1", path: PATH, method: "POST" });
    request.on("error", () => {});
    const answered = once(request, "response");
    const block = Buffer.alloc(256 * 1024, " ");
    const feeding = setInterval(() => request.destroyed || request.write(block), 5);
    const [response] = await answered;
    expect(response.statusCode).toBe(413);
    // Not `once`, which would take the reset that closes the connection for a failure.
    await new Promise((resolve) => request.once("close", resolve));
    clearInterval(feeding);
  });

  test("a body that comes byte by byte is not waited for longer than ten seconds; nothing is stored", async () => {
    const socket = connect(door.port, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n`);
    const started = Date.now();
    const feeding = setInterval(() => socket.write("x"), 500);
    socket.resume();
    await once(socket, "close");
    clearInterval(feeding);
    expect(Date.now() - started).toBeLessThan(12_000);
    expect(await db().webhookEvent.count()).toBe(0);
  });
});

test("a caller that hangs up in the middle of a body leaves nothing behind, and the server goes on", async () => {
  const body = good();
  for (let callers = 0; callers < 20; callers++) {
    const socket = connect(door.port, "127.0.0.1");
    await once(socket, "connect");
    socket.write(`POST ${PATH} HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n`);
    socket.write(body.subarray(0, 40));
    socket.destroy();
  }
  expect(await db().webhookEvent.count()).toBe(0);
  expect((await post(body)).status).toBe(200);
});
