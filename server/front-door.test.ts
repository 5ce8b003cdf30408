import { connect } from "node:net";
import { expect, test } from "vitest";
import { doorForTests } from "./door-for-tests.ts";
import { METHODS } from "./request-faults.ts";
import { listRoutes } from "./routes.ts";

/** What reached the application behind the door. */
const reached: string[] = [];
const door = doorForTests(async (request, response) => {
  reached.push(`${request.method} ${request.url} ${request.headers.host}`);
  if (request.url === "/login?fails") throw new Error("secret words");
  if (request.url === "/login?own") response.setHeader("Content-Security-Policy", "default-src 'nothing'");
  if (request.url === "/health/detailed") response.writeHead(405).end();
  else if (request.url === "/login?array") response.writeHead(200, ["Cache-Control", "max-age=1"]).end();
  else response.end("page");
});

/** Sends exactly these bytes, and gives what comes back until the connection is closed. */
async function say(text: string): Promise<{ status: number; headers: Map<string, string>; body: string }> {
  const socket = connect(door.port, "127.0.0.1");
  let said = "";
  socket
    .on("error", () => {})
    .on("data", (bytes) => {
      said += bytes.toString("latin1");
    });
  socket.write(text, "latin1");
  await new Promise((resolve) => socket.once("close", resolve));
  const [head = "", ...body] = said.split("\r\n\r\n");
  const [first = "", ...lines] = head.split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.replace(/^.*?: /, "")]),
  );
  expect(headers.size, "no header twice").toBe(lines.length);
  return { status: Number(first.split(" ")[1]), headers, body: body.join("\r\n\r\n") };
}

const ask = (target: string, more = "", host = "Host: localhost") =>
  `${target} HTTP/1.1\r\n${host}\r\nConnection: close\r\n${more}\r\n`;

const EVERYWHERE: [string, RegExp][] = [
  ["strict-transport-security", /max-age=31536000; includeSubDomains/],
  ["content-security-policy", /frame-ancestors 'none'|'nothing'/],
  ["x-content-type-options", /nosniff/],
  ["x-frame-options", /DENY/],
  ["referrer-policy", /./],
  ["permissions-policy", /./],
  ["cache-control", /no-store|max-age/],
];

type Case = [title: string, status: number, text: string];

const REFUSED: Case[] = [
  ["all of the server", 400, ask("OPTIONS *")],
  ["all of the server, to read it", 400, ask("GET *")],
  ["a foreign address", 400, ask("GET http://evil.example/")],
  ["a foreign address with slashes too many", 400, ask("GET https://evil.example//x/")],
  ["our own address in full", 400, ask("GET http://localhost/login")],
  [
    "the webhook at a foreign address",
    400,
    ask("POST http://evil.example/api/whatsapp/webhook", "Content-Length: 0\r\n"),
  ],
  ["a path without a slash", 400, ask("GET login")],
  ["a backslash", 400, ask("GET /\\evil.example/")],
  ["a backslash in code", 400, ask("GET /%5Cevil.example/")],
  ["a NUL in code", 400, ask("GET /api/whatsapp/messages/%00/resend")],
  ["a line break in code", 400, ask("GET /a%0d%0aSet-Cookie:x")],
  ["a path that cannot be decoded", 400, ask("GET /nothing%zz")],
  ["a path that is no UTF-8", 400, ask("GET /nothing%ff")],
  ["a fragment", 400, ask("GET /#x")],
  ["no host", 400, ask("GET /", "", "X: y")],
  ["an empty host", 400, ask("GET /", "", "Host:")],
  ["two hosts", 400, ask("GET /", "", "Host: localhost\r\nHost: localhost")],
  ...[
    "[",
    "[::1",
    "a b",
    "a,b",
    "x/y",
    "x@y",
    "x\\y",
    "x?y",
    "x#y",
    "localhost:99999",
    "localhost:x",
    "http://x",
    "%00",
    "..",
    "\xe4",
    "a".repeat(5000),
  ].map(
    (host): Case => [`the host ${host.slice(0, 20)}`, 400, ask("GET /health/detailed", "", `Host: ${host}`)],
  ),
  ["a method that there is elsewhere", 405, ask("PROPFIND /")],
  ["TRACE", 405, ask("TRACE /")],
  ["a tunnel", 405, ask("CONNECT evil.example:443")],
  ["a method that nobody knows", 400, ask("FOO /")],
  ["a method in small letters", 400, ask("get /")],
  ["another protocol", 400, "\x16\x03\x01\x02\x00\x01"],
  ["HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
  ["a server action", 404, `${ask("POST /login", "Next-Action: x\r\nContent-Length: 2\r\n")}[]`],
  ["a server action by GET", 404, ask("GET /nothing", "next-action: \r\n")],
  ["a form for a page", 405, ask("POST /login", "Content-Length: 0\r\n")],
  ["a form for nothing", 404, ask("POST /nothing", "Content-Length: 0\r\n")],
  ["an expectation", 417, ask("GET /", "Expect: 200-ok\r\n")],
  ["headers without end", 431, ask("GET /", `X: ${"a".repeat(70_000)}\r\n`)],
  [
    "an encoding of the body that nobody knows",
    400,
    `${ask("POST /api/auth/token", "Transfer-Encoding: gzip, chunked\r\n")}0\r\n\r\n`,
  ],
  ["two lengths of a body", 400, ask("POST /api/auth/token", "Content-Length: 1\r\nContent-Length: 2\r\n")],
  ["a misspelt address", 308, ask("GET //evil.example/")],
];

test.for(REFUSED)(
  "%s gets %i without reaching the application, with all headers",
  async ([, status, text]) => {
    reached.length = 0;
    const response = await say(text);
    expect(response.status).toBe(status);
    for (const [name, value] of EVERYWHERE) expect(response.headers.get(name), name).toMatch(value);
    expect(reached).toEqual([]);
    if (status === 405) expect(response.headers.get("allow")).toContain("GET");
    if (status === 308) expect(response.headers.get("location")).toBe("/evil.example");
    else expect(response.headers.has("location")).toBe(false);
    if (response.body) expect(JSON.parse(response.body)).toMatchObject({ status, code: expect.any(String) });
  },
);

test.for([
  ["a page", ask("GET /login")],
  ["an address that there is not", ask("GET /nothing")],
  ["a response that has a policy of its own", ask("GET /login?own")],
  ["a response that may be kept", ask("GET /login?array")],
  ["a response of the application's that the method is wrong", ask("GET /health/detailed")],
  ["a fault of the application", ask("GET /login?fails")],
  ["a page that is asked for by HTTP/1.0 without a host", "GET /login HTTP/1.0\r\n\r\n"],
  [
    "a page whose connection should become another one",
    ask("GET /", "Upgrade: websocket\r\n").replace("close", "Upgrade, close"),
  ],
  ["a page under an IPv6 address", ask("GET /", "", "Host: [::1]:3000")],
  ["a page under another name", ask("GET /", "", "Host: other.example")],
] as const)("%s has all headers", async ([, text]) => {
  reached.length = 0;
  const { status, headers, body } = await say(text);
  for (const [name, value] of EVERYWHERE) expect(headers.get(name), name).toMatch(value);
  expect(reached).toHaveLength(1);
  expect(reached[0]).not.toMatch(/undefined/);
  if (text.includes("fails")) expect([status, body]).toEqual([500, expect.not.stringContaining("secret")]);
  if (text.includes("own")) expect(headers.get("content-security-policy")).toBe("default-src 'nothing'");
  if (text.includes("array")) expect(headers.get("cache-control")).toBe("max-age=1");
  if (text.includes("detailed")) expect(headers.get("allow")).toBe("GET, HEAD, OPTIONS");
});

test("an address without an endpoint of its own below /api gets each method that we take", async () => {
  for (const method of METHODS) expect((await say(ask(`${method} /api/nothing`))).status).toBe(200);
});

/** Each endpoint, by an address that it takes. */
const ENDPOINTS: [path: string, methods: string[]][] = [
  ...listRoutes().endpoints.map(({ path, methods }): [string, string[]] => [
    path.replaceAll(/\[.*?\]/g, "x"),
    methods,
  ]),
  ["/api/auth/csrf", ["GET"]],
  ["/api/auth/providers", ["GET"]],
  ["/api/auth/session", ["GET"]],
  ["/api/auth/callback/credentials", ["POST"]],
];

test.for(ENDPOINTS)(
  "%s refuses all methods but %j with problem details that name them",
  async ([path, methods]) => {
    reached.length = 0;
    const allowed = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"];
    for (const method of METHODS.filter((method) => !allowed.includes(method))) {
      const { status, headers, body } = await say(ask(`${method} ${path}`, "Content-Length: 0\r\n"));
      expect([status, headers.get("content-type")]).toEqual([405, "application/problem+json; charset=utf-8"]);
      // The webhook, which has a door of its own, has no use for OPTIONS.
      expect(headers.get("allow")?.split(", ").sort()).toEqual(
        allowed.filter((method) => method !== "OPTIONS" || !path.endsWith("/webhook")).sort(),
      );
      if (method === "HEAD") expect(body).toBe("");
      else expect(JSON.parse(body)).toMatchObject({ status: 405, code: "method_not_allowed" });
    }
    expect(reached).toEqual([]);
  },
);
