import { beforeAll, expect, test } from "vitest";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { checkGraph } from "./number.ts";

let next: [status: number, body: string] = [200, "{}"];
const origin = serve((_, response) => response.writeHead(next[0]).end(next[1]));

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

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
