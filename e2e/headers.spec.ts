import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { listRoutes } from "../server/routes.ts";

/** What came back over a connection of its own: to `text`, which no client would send. */
async function say(text: string): Promise<{ status: number; headers: Map<string, string> }> {
  const { hostname, port } = new URL(process.env.E2E_BASE_URL ?? "");
  const socket = connect(Number(port), hostname);
  let said = "";
  socket
    .on("error", () => undefined)
    .on("data", (bytes) => {
      said += bytes.toString("latin1");
    });
  socket.write(text, "latin1");
  await new Promise((resolve) => socket.once("close", resolve));
  const [first = "", ...lines] = (said.split("\r\n\r\n")[0] ?? "").split("\r\n");
  const headers = new Map(
    lines.map((line) => [line.split(":")[0]?.toLowerCase() ?? "", line.replace(/^.*?: /, "")]),
  );
  expect(headers.size, `${text.slice(0, 60)}: a header twice`).toBeGreaterThanOrEqual(lines.length - 2);
  return { status: Number(first.split(" ")[1]), headers };
}

const { host } = new URL(process.env.E2E_BASE_URL ?? "http://localhost");
const ask = (target: string, more = "", named = `Host: ${host}`) =>
  `${target} HTTP/1.1\r\n${named}\r\nConnection: close\r\n${more}\r\n`;

const { endpoints, pages } = listRoutes();
const KNOWN = [...endpoints, ...pages].map(({ path }) => path.replaceAll(/\[[^\]]*\]/g, "x"));
const FILES = ["/icon.svg", "/link-page.js", "/manifest.webmanifest", "/apple-icon.png"];
const NOWHERE = [
  "/nothing",
  "/nothing.svg",
  "/nothing.txt",
  "/health/x",
  "/metrics",
  "/_next/x",
  "/_next/static/x.js",
  "/_next/image?url=x",
  "/_next/data/x.json",
  "/api",
  "/api/x",
  "/api/auth/signin",
  "/api/auth/signout",
  "/api/auth/error",
  "/api/auth/verify-request",
  "/api/auth/callback/credentials",
  "/api/auth/callback/oidc",
  "/api/auth/new-user",
  "/api/auth/_log",
  "/api/auth/x",
  "/404",
  "/500",
  "/_error",
  "/_not-found",
  "/login.rsc",
];
const ODD = [
  "//evil.example",
  "/\\evil.example",
  "/%2f%2fevil.example",
  "/%5c%5cevil.example",
  "/login/",
  "/.%2e/x",
  "/%00",
  "/nothing%zz",
  "/login?callbackUrl=//evil.example",
  "/whatsapp/link?token=%00",
  "/whatsapp/link/?token=x",
  "/api/whatsapp/people?query=%00",
  "/api/whatsapp/webhook/",
  "*",
  "http://evil.example/",
  "https://evil.example//login/",
];
const HOSTS = ["[", "[::1", "a b", "", "evil.example", "x@y", "a,b", "localhost:99999"];

const REQUESTS = [
  ...[...KNOWN, ...FILES, ...NOWHERE, ...ODD].flatMap((target) =>
    ["GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "PROPFIND"].map((method) =>
      ask(`${method} ${target}`, method === "POST" || method === "PUT" ? "Content-Length: 0\r\n" : ""),
    ),
  ),
  ...[
    "/",
    "/login",
    "/whatsapp/link?token=x",
    "/health",
    "/health/ready",
    "/health/detailed",
    "/api/auth/signin",
    "/nothing",
  ].flatMap((path) => HOSTS.map((name) => ask(`GET ${path}`, "", `Host: ${name}`))),
  ...["/", "/login", "/settings", "/whatsapp/link", "/nothing"].flatMap((path) => [
    ask(`POST ${path}`, "Next-Action: garbage\r\nContent-Length: 0\r\n"),
    ask(`GET ${path}`, "RSC: 1\r\nNext-Router-State-Tree: garbage\r\n"),
    ask(`GET ${path}`, "RSC: 1\r\nNext-Router-State-Tree: [[1]]\r\n"),
    ask(`GET ${path}`, "X-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: gopher\r\n"),
    ask(`GET ${path}`, "Cookie: next-auth.callback-url=%zz; next-auth.csrf-token=%00; link_token=%00\r\n"),
    ask(`GET ${path}`, "Upgrade: websocket\r\n"),
  ]),
  ask("CONNECT evil.example:443"),
  ask("FOO /"),
  ask("GET /", `X: ${"x".repeat(70_000)}\r\n`),
  ask("GET /", "Expect: 200-ok\r\n"),
  "\x16\x03\x01\x02\x00\x01",
];

/** Items 1 to 6 of the security checklist. */
const EVERYWHERE: [string, RegExp][] = [
  ["strict-transport-security", /max-age=(3[2-9]|[4-9]\d)?\d{7,}; includeSubDomains/],
  [
    "content-security-policy",
    /default-src 'self'.*object-src 'none'.*base-uri 'none'.*form-action 'self'.*frame-ancestors 'none'/,
  ],
  ["x-content-type-options", /^nosniff$/],
  ["x-frame-options", /^DENY$/],
  ["referrer-policy", /^(no-referrer|strict-origin-when-cross-origin)$/],
  ["cache-control", /./],
];

test("every response, whoever gives it and to whatever, is none of the 500s and has all security headers", async () => {
  for (const text of REQUESTS) {
    const { status, headers } = await say(text);
    const asked = text.split("\r\nConnection")[0]?.slice(0, 120);
    expect(status, asked).toBeGreaterThanOrEqual(200);
    expect(status, asked).toBeLessThan(500);
    for (const [name, value] of EVERYWHERE) {
      if (name === "content-security-policy" && asked?.includes("/api/docs")) continue;
      expect(headers.get(name) ?? "", `${asked}: ${name}`).toMatch(value);
    }
    expect(headers.has("access-control-allow-origin"), asked).toBe(false);
    expect(headers.has("x-powered-by") || headers.has("server"), asked).toBe(false);
    if (status === 405) expect(headers.get("allow"), asked).toMatch(/[A-Z]+/);
    // A tunnel that was asked for and refused has no request that a body could respond to.
    if (status === 405 && !text.startsWith("CONNECT"))
      expect(headers.get("content-type"), asked).toContain("application/problem+json");
    const location = new URL(headers.get("location") ?? "/", process.env.E2E_BASE_URL);
    expect(location.host, asked).toBe(host);
  }
});

test("whatever comes in, the log is one line of JSON for each event", async () => {
  const log = readFileSync(join(process.env.E2E_DATA_DIR ?? "", "logs", "web.log"), "utf8");
  for (const line of log.split("\n").filter(Boolean)) expect(() => JSON.parse(line), line).not.toThrow();
});
