import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeSettings } from "../testing/settings.ts";
import { checkGraph } from "./number.ts";

let next: [status: number, body: string] = [200, "{}"];
const server = createServer((_, response) => response.writeHead(next[0]).end(next[1]));

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  changeSettings({ WHATSAPP_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
});

afterAll(() => server.close());

const graphError = (status: number, error: object): [number, string] => [status, JSON.stringify({ error })];

test.each([
  ["Meta responds", [200, '{"display_phone_number":"+1 555 010 0001"}'], "ok"],
  ["the token is dead", graphError(401, { code: 190 }), "token_refused"],
  ["the token lacks a permission", graphError(403, { code: 10 }), "token_refused"],
  ["Meta is down", graphError(503, { code: 2 }), "unreachable"],
  ["Meta has a passing fault", graphError(500, { code: 1 }), "unreachable"],
  ["we asked too often", graphError(400, { code: 4 }), "unreachable"],
  ["a fault of next year passes", graphError(400, { code: 987_654, is_transient: true }), "unreachable"],
  ["a proxy says 502", [502, "<html>"], "unreachable"],
] as [string, [number, string], string][])(
  "when %s, the health report does not blame the token wrongly",
  async (_, given, status) => {
    next = given;
    expect(await checkGraph()).toBe(status);
  },
);
