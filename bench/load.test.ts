import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SECRET } from "./bodies.ts";
import { quantile } from "./figures.ts";
import { runLoad } from "./load.ts";

const ids: string[] = [];
let badSignatures = 0;
let stallMs = 0;

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  const signature = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  if (request.headers["x-hub-signature-256"] !== signature) badSignatures += 1;
  const { messages } = JSON.parse(body.toString()).entry[0].changes[0].value;
  ids.push(...messages.map(({ id }: { id: string }) => id));
  const wait = stallMs;
  stallMs = 0;
  if (wait) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
  response.writeHead(200, { "content-length": 2 }).end("ok");
});
let port = 0;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  port = (server.address() as AddressInfo).port;
});

afterAll(() => server.closeAllConnections());

test("every event of a load has an id of its own and every POST is signed", async () => {
  const load = { port, connections: 4, seconds: 0.3, eventsPerPost: 10, senders: 50 };
  const { posts, refused } = await runLoad(load);
  expect(refused).toBe(0);
  expect(ids).toHaveLength(posts * 10);
  expect(new Set(ids).size).toBe(ids.length);
  expect(badSignatures).toBe(0);
});

test("at a fixed rate, POSTs that had to wait for a server that stalled are timed from when they were due", async () => {
  stallMs = 500;
  const load = { port, connections: 2, seconds: 1.5, eventsPerPost: 1, senders: 50, rate: 100 };
  const { latencies } = await runLoad(load);
  expect(latencies.length).toBe(150);
  // A closed loop would have noticed the stall in two of 150: those that were on their way.
  expect(latencies.filter((latency) => latency > 100).length).toBeGreaterThan(25);
  expect(quantile(latencies, 0.99)).toBeGreaterThan(400);
});
