import type { RequestListener, ServerResponse } from "node:http";
import { beforeAll, describe, expect, test } from "vitest";
import { env } from "../env.ts";
import { serve } from "../testing/serve.ts";
import { changeSettings } from "../testing/settings.ts";
import { sendMessage } from "./client.ts";
import { callGraph } from "./graph.ts";
import { listTemplates } from "./templates/list.ts";

let respondTo: RequestListener = () => {};
let calls = 0;
const origin = serve((request, response) => {
  calls += 1;
  respondTo(request, response);
});

beforeAll(() => changeSettings({ WHATSAPP_API_URL: origin() }));

function send(responding: (response: ServerResponse) => void) {
  respondTo = (_request, response) => responding(response);
  return sendMessage({ phone: "+15550100001", bsuid: null }, { kind: "text", text: "hi" }, "v1:x:1");
}

const respond =
  (status: number, body: string, headers = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, headers).end(body);
const accepted = (...ids: unknown[]) => JSON.stringify({ messages: ids.map((id) => ({ id })) });
const error = (members: object) => JSON.stringify({ error: { code: 131026, ...members } });

describe("84: counts as accepted:", () => {
  test("a response with a message id", async () => {
    expect(await send(respond(200, accepted("wamid.1")))).toEqual({ kind: "accepted", wamid: "wamid.1" });
  });

  test("a response with two contacts and more", async () => {
    const body = {
      contacts: [{ input: "1" }, { input: "2" }],
      messages: [{ id: "wamid.1" }, { id: "wamid.2" }],
    };
    expect(await send(respond(200, JSON.stringify(body)))).toEqual({ kind: "accepted", wamid: "wamid.1" });
  });
});

describe("84: counts as ambiguous, since nobody can tell whether it was taken:", () => {
  test.for([
    ["200 without a message id", respond(200, "{}")],
    ["200 without messages", respond(200, accepted())],
    ["200 with an empty id", respond(200, accepted(""))],
    ["200 with an id that is no id", respond(200, accepted({}))],
    ["200 with an endless id", respond(200, accepted("w".repeat(1000)))],
    ["200 with HTML", respond(200, "<p>Hello</p>")],
    ["200 with null", respond(200, "null")],
    ["204", respond(204, "")],
    ["201", respond(201, accepted("wamid.1"))],
    ["a redirect", respond(302, "", { location: "/elsewhere" })],
    ["408 of a proxy that did not wait", respond(408, "")],
    ["500 with HTML", respond(500, "<p>Sorry</p>")],
    ["502 with nothing", respond(502, "")],
    ["500 with JSON of somebody else", respond(500, '{"error":"oops"}')],
    ["200 with an error without its code", respond(200, error({ code: null, message: "Rate limited" }))],
    ["503 with an error without its code", respond(503, error({ code: null }))],
    ["a connection that is cut", (response) => response.destroy()],
    [
      "a response that is cut in the middle",
      (response) =>
        response.writeHead(200, { "content-length": 99 }).write("{") &&
        setTimeout(() => response.destroy(), 5),
    ],
    ["10 MB", respond(200, accepted("wamid.1").padEnd(10_000_000))],
  ] as [string, (response: ServerResponse) => void][])("%s", async ([, responding]) => {
    expect(await send(responding)).toMatchObject({ kind: "ambiguous", reason: expect.any(String) });
  });
});

describe("84: counts as refused:", () => {
  test.for([
    ["400 with HTML", respond(400, "<p>No</p>"), 135000],
    ["401 with HTML", respond(401, "<p>No</p>"), 0],
    ["403 with nothing", respond(403, ""), 200],
    ["404 with HTML", respond(404, "<p>No</p>"), 803],
    ["402 of a gateway", respond(402, "pay"), 803],
    ["421 of a proxy", respond(421, ""), 803],
    ["426 of a proxy", respond(426, ""), 803],
    ["451 of a filter", respond(451, "<p>No</p>"), 803],
    ["429 of a proxy", respond(429, "slow down"), 130429],
    ["a code that is a text", respond(400, error({ code: "131026" })), 131026],
    ["400 with Meta's error", respond(400, error({})), 131026],
    ["500 with Meta's error", respond(500, error({ code: 131000 })), 131000],
    ["200 with Meta's error", respond(200, error({})), 131026],
    ["an error whose data is a text", respond(400, error({ error_data: "why" })), 131026],
    [
      "an error whose parts are nonsense",
      respond(400, error({ message: {}, error_data: [], fbtrace_id: 1, is_transient: "x" })),
      131026,
    ],
    ["a code that is a text with spaces", respond(400, error({ code: " 131026 " })), 131026],
    ["401 with an error without its code", respond(401, error({ code: null })), 0],
    ["403 with a code that is a word", respond(403, error({ code: "OAuthException" })), 200],
    ["400 with an empty code", respond(400, error({ code: "" })), 135000],
    ["400 with a code that is no number", respond(400, error({ code: true })), 135000],
    ["400 with a code past all numbers", respond(400, error({ code: 1e300 })), 135000],
    ["429 with half a code", respond(429, error({ code: 4.5 })), 130429],
    ["a passing fault without a code", respond(400, error({ code: null, is_transient: true })), 1],
  ] as [string, (response: ServerResponse) => void, number][])("%s", async ([, responding, code]) => {
    expect(await send(responding)).toMatchObject({ kind: "refused", error: { code } });
  });

  test("an error without its code keeps its words", async () => {
    const told = { message: "m", error_subcode: null, error_data: { details: "d" } };
    for (const code of [null, "", undefined])
      expect(await send(respond(400, error({ ...told, code })))).toMatchObject({
        error: { code: 135000, subcode: null, title: "m", details: "d" },
      });
    expect(await send(respond(401, '{"error":"expired"}'))).toMatchObject({
      error: { code: 0, title: "expired" },
    });
  });

  test("an error whose texts the record could not hold, in a form that it can", async () => {
    const long = `\u0000\ud800${"x".repeat(5000)}`;
    const outcome = await send(
      respond(400, error({ message: long, error_data: { details: long }, fbtrace_id: long })),
    );
    if (outcome.kind !== "refused") throw new Error(outcome.kind);
    const { title, details, fbtraceId } = outcome.error;
    for (const text of [title, details, fbtraceId]) expect(text).not.toMatch(/\0|[\ud800-\udfff]/);
    expect(fbtraceId?.length).toBeLessThanOrEqual(128);
  });
});

test("84: a redirect is not followed, and no failure is tried again by itself", async () => {
  for (const responding of [
    respond(302, "", { location: "/elsewhere" }),
    (it: ServerResponse) => it.destroy(),
  ]) {
    const before = calls;
    await send(responding);
    expect(calls).toBe(before + 1);
  }
});

test("84: sixty seconds of silence are not waited for: after ten it counts as ambiguous", async () => {
  const started = Date.now();
  expect(await send(() => {})).toMatchObject({ kind: "ambiguous", reason: "TimeoutError" });
  expect(Date.now() - started).toBeLessThan(12_000);
});

test("a number is written with its +, a BSUID as recipient, and a link gets no preview", async () => {
  const bodies: Record<string, unknown>[] = [];
  respondTo = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    bodies.push(JSON.parse(Buffer.concat(chunks).toString()));
    expect(request.headers.authorization).toBe("Bearer test-access-token");
    expect(request.url?.split("?")[0]).toBe("/v26.0/100000000000001/messages");
    response.end(accepted("wamid.1"));
  };
  await sendMessage(
    { phone: "+15550001", bsuid: "US.1" },
    { kind: "text", text: "https://x.test" },
    "v1:a:1",
  );
  const template = { name: "hello", language: "en", components: null };
  await sendMessage({ phone: null, bsuid: "US.1" }, { kind: "template", template }, "v1:b:1");
  expect(bodies).toEqual([
    expect.objectContaining({ to: "+15550001", text: { body: "https://x.test", preview_url: false } }),
    expect.objectContaining({ recipient: "US.1", template: { name: "hello", language: { code: "en" } } }),
  ]);
  expect(bodies[0]).not.toHaveProperty("recipient");
  expect(bodies[1]).not.toHaveProperty("to");
});

test("templates are read page by page, and not at all when a page is missing", async () => {
  const page = (name: string, after?: string) => ({
    data: [{ name, language: "en", category: "UTILITY", status: "APPROVED" }],
    paging: after ? { next: "x", cursors: { after } } : {},
  });
  respondTo = (request, response) =>
    response.end(JSON.stringify(request.url?.includes("after=") ? page("b") : page("a", "x")));
  expect(await listTemplates()).toMatchObject({ templates: [{ name: "a" }, { name: "b" }] });
  respondTo = (request, response) =>
    request.url?.includes("after=") ? response.destroy() : response.end(JSON.stringify(page("a", "x")));
  expect(await listTemplates()).toMatchObject({ failure: { kind: "ambiguous" } });
});

describe("84: counts as not sent, since nothing can have reached Meta:", () => {
  const ADDRESSES: [name: string, address: (reached: string) => string, reason: RegExp][] = [
    ["where nothing listens", () => "http://127.0.0.1:65535", /^ECONNREFUSED$/],
    ["a name that is not known", () => "http://graph.invalid", /^(ENOTFOUND|EAI_AGAIN)$/],
    [
      "where TLS is not spoken",
      (reached) => reached.replace("http:", "https:"),
      /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/,
    ],
  ];

  test.for(ADDRESSES)("%s", async ([, address, reason]) => {
    const reached = env().WHATSAPP_API_URL;
    env().WHATSAPP_API_URL = address(reached);
    const outcome = await callGraph("GET", "me");
    env().WHATSAPP_API_URL = reached;
    expect(outcome).toEqual({ kind: "not-sent", reason: expect.stringMatching(reason) });
  });
});
