import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect } from "vitest";
import { handleWebhook } from "../../../../server/webhook.ts";
import { db } from "../../../db.ts";
import { test } from "../../../testing/fixtures.ts";
import { changeSettings } from "../../../testing/settings.ts";
import { gatherFacts } from "../facts.ts";
import { addressCheck } from "./address.ts";

let respond: RequestListener = handleWebhook;
const server = createServer((request, response) => {
  request.headers["x-request-id"] = "test";
  respond(request, response);
});

const pointAt = (origin: string) =>
  changeSettings({ WHATSAPP_WEBHOOK_URL: `${origin}/api/whatsapp/webhook` });
const ourOrigin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function look(responding: RequestListener = handleWebhook, origin = ourOrigin()) {
  respond = responding;
  pointAt(origin);
  return addressCheck.look(gatherFacts());
}

const html = "<!doctype html><p>Sign in</p>";

test("our own server is green, and what was delivered to it is gone again", async () => {
  expect(await look()).toMatchObject({ light: "green" });
  expect(await db().webhookEvent.count()).toBe(0);
});

test.for([
  ["a server without our webhook", (_, response) => response.writeHead(404).end(html), "knows no"],
  [
    "a login page",
    (_, response) => response.writeHead(302, { location: "https://login.test/in?x" }).end(),
    "login.test",
  ],
  ["a page of warnings", (_, response) => response.end(html), "a web page instead"],
  ["another verify token", (_, response) => response.writeHead(403).end("{}"), "another verify token"],
  ["a broken proxy", (_, response) => response.writeHead(502).end("bad gateway"), "HTTP 502"],
  [
    "a server that gives anybody’s challenge back",
    (request, response) =>
      response.end(new URL(request.url ?? "", "http://x.test").searchParams.get("hub.challenge") ?? ""),
    "isn’t ours",
  ],
] as [string, RequestListener, string][])("%s is told apart", async ([, responding, words]) => {
  expect(await look(responding)).toMatchObject({ light: "red", says: expect.stringContaining(words) });
});

test("a proxy that changes bodies is told apart", async () => {
  const changing: RequestListener = (request, response) => {
    if (request.method === "POST") request.unshift(" ");
    handleWebhook(request, response);
  };
  expect(await look(changing)).toMatchObject({
    light: "red",
    says: expect.stringContaining("changes its body"),
  });
});

test("another server of ours is told apart, which has another database", async () => {
  const elsewhere: RequestListener = (request, response) => {
    if (request.method === "POST") request.resume().on("end", () => response.end('{"status":"ok"}'));
    else handleWebhook(request, response);
  };
  expect(await look(elsewhere)).toMatchObject({
    light: "red",
    says: expect.stringContaining("another database"),
  });
});

test.for([
  ["https://nowhere.invalid", "no DNS entry"],
  ["http://127.0.0.1:1", "Nothing listens"],
] as const)("%s is told apart", async ([origin, words]) => {
  expect(await look(handleWebhook, origin)).toMatchObject({
    light: "red",
    says: expect.stringContaining(words),
  });
});

test("a certificate that Meta would not take is told apart", async () => {
  const origin = ourOrigin().replace("http:", "https:");
  expect(await look(handleWebhook, origin)).toMatchObject({
    light: "red",
    says: expect.stringContaining("certificate"),
  });
});
