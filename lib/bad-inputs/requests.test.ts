import { encode } from "next-auth/jwt";
import { describe, expect } from "vitest";
import { GET as PENDING } from "../../app/api/whatsapp/link/pending/route.ts";
import { POST as CONFIRM, GET as READ } from "../../app/api/whatsapp/link/route.ts";
import type { Account } from "../auth/accounts.ts";
import { returnPath } from "../auth/return-path.ts";
import { findLink } from "../linking/links.ts";
import { createAccount } from "../testing/accounts.ts";
import { callRoute } from "../testing/calls.ts";
import { test } from "../testing/fixtures.ts";
import { TEST_SETTINGS } from "../testing/settings.ts";
import { newStudent } from "../testing/students.ts";
import { tableContents } from "../testing/tables.ts";

const OURS = { origin: "http://localhost:3000" };

async function cookieOf({ id }: Account): Promise<{ cookie: string }> {
  const proof = { sub: id, auth_time: Math.floor(Date.now() / 1000) };
  const session = await encode({ token: proof, secret: TEST_SETTINGS.NEXTAUTH_SECRET });
  return { cookie: `next-auth.session-token=${session}` };
}

type Reader = [who: string, headers: Record<string, string>];

const READERS: Reader[] = [
  ["WhatsApp's preview", { "user-agent": "WhatsApp/2.23.20.0" }],
  [
    "Facebook's preview",
    { "user-agent": "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)" },
  ],
  ["a mail scanner", { "user-agent": "BarracudaCentral" }],
  ["a browser that looks ahead", { "sec-purpose": "prefetch;prerender", purpose: "prefetch" }],
];

test.for(READERS)(
  "39 %s may read a link without any effect on any table, and no cache may keep it",
  async ([, headers]) => {
    const token = await newStudent().askForToken();
    const before = await tableContents();
    for (const method of ["GET", "HEAD"]) {
      const read = await callRoute(READ, { method, path: `link?token=${token}`, headers });
      expect([read.status, read.headers.get("cache-control")]).toEqual([200, "no-store"]);
    }
    expect(await tableContents()).toEqual(before);
    expect(await callRoute(CONFIRM, { as: await createAccount(), body: { token } })).toMatchObject({
      status: 200,
    });
  },
);

describe("40 a confirmation with somebody's cookie", () => {
  const FORGERIES: [name: string, headers: Record<string, string>][] = [
    ["without an origin", {}],
    ["with an empty origin", { origin: "" }],
    ["from a sandboxed page", { origin: "null" }],
    ["from a foreign page", { origin: "https://evil.example" }],
    ["from a page whose address begins like ours", { origin: "http://localhost:3000.evil.example" }],
    ["from a page that has our name before its own", { origin: "http://localhost:3000@evil.example" }],
    ["from another port", { origin: "http://localhost:3001" }],
    ["that the browser calls cross-site", { ...OURS, "sec-fetch-site": "cross-site" }],
    [
      "from a foreign page that forges forwarding headers",
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ],
    ["from a foreign form", { origin: "https://evil.example", "content-type": "text/plain" }],
  ];

  test.for(FORGERIES)("%s is 403, changes nothing, and stands in the audit log", async ([, headers]) => {
    const account = await createAccount();
    const cookie = await cookieOf(account);
    const token = await newStudent().askForToken();
    const before = await tableContents();
    const refused = await callRoute(CONFIRM, { body: { token }, headers: { ...cookie, ...headers } });
    expect(refused).toMatchObject({ status: 403, body: { code: "foreign_origin" } });
    const { audit_events: auditLog, rate_limits: _, ...rest } = await tableContents();
    expect({ ...before, ...rest }).toEqual(before);
    expect(auditLog?.filter((event) => !before.audit_events?.includes(event))).toEqual([
      expect.stringMatching(`denied,${account.id},.*foreign_origin`),
    ]);
    const own = await callRoute(CONFIRM, { body: { token }, headers: { ...cookie, ...OURS } });
    expect(own).toMatchObject({ status: 200, body: { success: true } });
  });

  test("by GET only reads, whatever it carries", async () => {
    const account = await createAccount();
    const token = await newStudent().askForToken();
    const before = await tableContents();
    for (const handler of [READ, PENDING]) {
      const headers = { ...(await cookieOf(account)), ...OURS };
      expect((await callRoute(handler, { path: `link?token=${token}`, headers })).status).toBe(200);
    }
    expect(await tableContents()).toEqual(before);
    expect(await findLink(account)).toBeNull();
  });
});

test("41 a confirmation by nobody is 401, and leaves the token to be used after signing in", async () => {
  const token = await newStudent().askForToken();
  const before = await tableContents();
  expect((await callRoute(CONFIRM, { body: { token } })).status).toBe(401);
  expect(await tableContents()).toEqual(before);
  expect((await callRoute(CONFIRM, { as: await createAccount(), body: { token } })).status).toBe(200);
});

test.for([
  "//evil.com",
  "\\\\evil",
  "https:evil",
  "https://evil.com/settings",
  "/%0d%0aSet-Cookie:x",
  "/settings\r\nLocation: https://evil.com",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "/\\evil.com",
  "/%2F%2Fevil.com",
  "%2F%2Fevil.com",
  "/settings@evil.com",
  "/settings/..//evil.com",
  "\t//evil.com",
  "data:text/html,x",
])("42 after signing in, %j leads to a page of ours", (asked) => {
  expect(returnPath(asked)).toBe("/signed-in");
});
