import { createHash, randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { addAccount, query, type Someone } from "./accounts.ts";
import { ask, type RawResponse } from "./raw.ts";
import { addPhone, tokenIn } from "./simulator.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded" };

const cookiesOf = ({ cookies }: RawResponse) => cookies.map((cookie) => cookie.split(";")[0]).join("; ");

/** Presses the sign-in form's button, as its script does it. */
async function press(fields: Record<string, string>, headers: Record<string, string> = {}) {
  const csrf = await ask("GET", "/api/auth/csrf");
  const { csrfToken } = JSON.parse(csrf.body) as { csrfToken: string };
  const form = new URLSearchParams({ json: "true", ...fields, csrfToken }).toString();
  const cookie = cookiesOf(csrf);
  return ask("POST", "/api/auth/callback/credentials", { ...FORM, cookie, ...headers }, form);
}

async function sessionOf({ id }: Someone): Promise<{ cookie: string }> {
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) };
  const secret = process.env.E2E_NEXTAUTH_SECRET ?? "";
  return { cookie: `next-auth.session-token=${await encode({ token, secret })}` };
}

const isOurs = (location: string) =>
  new URL(location, process.env.E2E_BASE_URL).origin === new URL(process.env.E2E_BASE_URL ?? "").origin;

/** As they stand in an address, so encoded once where they are text. */
const EVIL = [
  "//evil.com",
  "%2F%2Fevil.com",
  "%252F%252Fevil.com",
  "%5C%5Cevil",
  "/%5Cevil.com",
  "https:evil",
  "https%3A%2F%2Fevil.com%2Fsettings",
  "%0d%0aSet-Cookie:x=y",
  "/settings%0d%0aLocation:%20https://evil.com",
  "javascript:alert(1)",
  "%6Aavascript%3Aalert(1)",
  "%09//evil.com",
  "data:text/html,x",
  "/settings&callbackUrl=//evil.com",
];

for (const asked of EVIL) {
  test(`42 callbackUrl=${asked} leads nowhere but to where the role begins`, async () => {
    const session = await sessionOf(await addAccount("student", "Rita Redirect"));
    const page = await ask("GET", `/login?callbackUrl=${asked}`, session);
    expect([page.status, page.location]).toEqual([307, "/signed-in"]);
    expect(page.cookies.filter((cookie) => cookie.startsWith("x="))).toEqual([]);
    for (const path of ["signin", "signout", "error"]) {
      const response = await ask("GET", `/api/auth/${path}?callbackUrl=${asked}`);
      expect(isOurs(response.location), response.location).toBe(true);
      expect(response.location).not.toMatch(/evil|javascript|data:/);
    }
  });

  test(`42 signing in with callbackUrl=${asked} leads to where the role begins`, async () => {
    const { email, password } = await addAccount("student", "Rita Redirect");
    const callbackUrl = decodeURIComponent(asked);
    const signedIn = await press({ email, password, callbackUrl, json: "false" });
    expect(signedIn.cookies.some((cookie) => cookie.startsWith("next-auth.session-token="))).toBe(true);
    expect([signedIn.status, new URL(signedIn.location, process.env.E2E_BASE_URL).pathname]).toEqual([
      302,
      "/signed-in",
    ]);
    expect(isOurs(signedIn.location)).toBe(true);
  });
}

for (const path of ["//evil.com", "//evil.com/..", "/\\evil.com", "/%5Cevil.com", "///evil.com/settings/"]) {
  test(`42 the path ${path} is not redirected to another host`, async () => {
    const response = await ask("GET", path);
    expect(isOurs(response.location), response.location).toBe(true);
    expect(response.status).toBeLessThan(500);
  });
}

test("63 the sign-in form gets 429 with the time to wait, and the same words, known or not", async () => {
  const { email } = await addAccount("student", "Olaf Owner");
  for (const tried of [email, `nobody-${randomUUID()}@school.test`]) {
    const responses: RawResponse[] = [];
    for (let tries = 0; tries < 11; tries++) responses.push(await press({ email: tried, password: "wrong" }));
    expect(responses.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 401), 429]);
    expect(Number(responses.at(-1)?.headers["retry-after"])).toBeGreaterThan(400);
    expect(new Set(responses.slice(0, 10).map(({ body }) => body)).size).toBe(1);
    expect(responses.at(-1)?.body).toContain("error=too_many_tries");
  }
});

test("65 the sign-in form refuses a megabyte before it is read, counted or hashed", async () => {
  const { email } = await addAccount("student", "Mega Meg");
  const key = `sign-in-everywhere:${createHash("sha256").update(email).digest("base64url")}`;
  const counted = () => query("select points from rate_limits where key = $1", [key]);
  expect((await press({ email, password: "x".repeat(1_000_000) })).status).toBe(413);
  expect((await press({ email, password: "x".repeat(257) })).status).toBe(401);
  expect(await counted()).toEqual([]);
  expect((await press({ email, password: "wrong" })).status).toBe(401);
  expect(await counted()).toEqual([{ points: 1 }]);
});

const FORGED = {
  "x-forwarded-host": "evil.example",
  "x-forwarded-proto": "https",
  "x-forwarded-for": "203.0.113.7",
  forwarded: "for=203.0.113.7;host=evil.example;proto=https",
  "x-real-ip": "203.0.113.7",
  "x-connect-peer": "203.0.113.7",
  "x-original-url": "/admin",
  "x-rewrite-url": "/admin",
};

for (const [name, headers] of [
  ["forwarding headers", FORGED],
  ["a Host", { host: "evil.example" }],
] as const) {
  test(`66 forged ${name} move no address of ours`, async () => {
    const phone = await addPhone("Forged host");
    const token = tokenIn(await phone.send("link"));
    const paths = [
      `/whatsapp/link?token=${token}`,
      "/whatsapp/link",
      "/login",
      "/settings",
      "/admin",
      "/",
      "/api/auth/signin",
      "/api/auth/providers",
      "/api/openapi.json",
    ];
    for (const path of paths) {
      const response = await ask("GET", path, headers);
      expect(response.status, path).toBeLessThan(500);
      expect(response.location + response.body + response.cookies.join(), path).not.toContain("evil.example");
      expect(response.cookies.join(), path).not.toMatch(/__Secure-|Secure/);
    }
  });
}

test("66 forged forwarding headers neither evade the limit of tries nor put another address into the audit log", async () => {
  const { id, email } = await addAccount("student", "Fred Forwarded");
  for (let tries = 0; tries < 10; tries++) {
    const forged = {
      ...FORGED,
      "x-connect-peer": `203.0.113.${tries}`,
      "x-forwarded-for": `203.0.113.${tries}`,
    };
    expect((await press({ email, password: "wrong" }, forged)).status).toBe(401);
  }
  expect((await press({ email, password: "wrong" }, FORGED)).status).toBe(429);
  const rows = await query<{ address: string }>(
    "select distinct address from audit_events where user_id = $1",
    [id],
  );
  expect(rows.map(({ address }) => address).join()).toMatch(/127\.0\.0\.1|::1/);
  expect(rows).toHaveLength(1);
});
