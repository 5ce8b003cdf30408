import { expect, test } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { addAccount, bearerOf, call, query, type Someone } from "./accounts.ts";
import { ask } from "./raw.ts";
import { addPhone, tokenIn } from "./simulator.ts";

const PAGE = "/whatsapp/link";

async function sessionOf({ id }: Someone): Promise<string> {
  const token = { sub: id, auth_time: Math.floor(Date.now() / 1000) };
  const secret = process.env.E2E_NEXTAUTH_SECRET ?? "";
  return `next-auth.session-token=${await encode({ token, secret })}`;
}

/** What stands in the tables about a token's person: the person, tokens, links that wait, and what was audited. */
async function recordOf(number: string): Promise<unknown[]> {
  return query(
    `select to_jsonb(w) as person, array(select to_jsonb(t) from link_tokens t where t.whatsapp_user_id = w.id) as tokens,
      array(select to_jsonb(p) from pending_links p where p.whatsapp_user_id = w.id) as pending,
      array(select to_jsonb(a) from audit_events a where a.whatsapp_user_id = w.id) as audit_log
    from whatsapp_users w where w.whatsapp_phone = $1`,
    [number],
  );
}

async function newToken(name: string) {
  const phone = await addPhone(name);
  return { phone, token: tokenIn(await phone.send("link")) };
}

/** The page between its head and its scripts, whose nonces are new each time. */
const mainOf = (page: string) => /<main.*<\/main>/s.exec(page)?.[0];

test("37 the page says the same of whatever we never gave out, echoes nothing and offers a new link", async () => {
  const session = await sessionOf(await addAccount("student", "Gus Guesser"));
  const pages = new Set<string | undefined>();
  for (const token of [
    "0".repeat(32),
    "7k2m9q4x8v1c6b3n5z0w7r2t4y8p1d6f",
    "short",
    "x".repeat(5000),
    "' or 1=1; drop table link_tokens --",
    "<script>alert(1)</script>",
    "%00",
  ]) {
    const moved = await ask("GET", `${PAGE}?token=${encodeURIComponent(token)}`);
    expect([moved.status, new URL(moved.location, process.env.E2E_BASE_URL).pathname]).toEqual([303, PAGE]);
    const [cookie = ""] = moved.cookies.map((each) => each.split(";")[0]);
    const page = await ask("GET", PAGE, { cookie: `${session}; ${cookie}` });
    expect(page.status).toBe(200);
    expect(page.body).not.toMatch(/drop table|alert\(1\)/);
    expect(mainOf(page.body)).toContain("Ask for a new link");
    pages.add(mainOf(page.body));
  }
  expect(pages.size).toBe(1);
});

const READERS: [who: string, headers: Record<string, string>][] = [
  ["WhatsApp’s preview", { "user-agent": "WhatsApp/2.23.20.0 A" }],
  ["Facebook’s preview", { "user-agent": "facebookexternalhit/1.1" }],
  ["a mail scanner", { "user-agent": "BarracudaCentral" }],
  ["a browser that looks ahead", { "sec-purpose": "prefetch;prerender", purpose: "prefetch" }],
];

for (const [who, headers] of READERS) {
  test(`39 ${who} opens a link and follows it: nothing is kept, changed or put into an address`, async () => {
    const { phone, token } = await newToken("Previewed");
    const before = await recordOf(phone.number);
    for (const method of ["GET", "HEAD", "GET"]) {
      const moved = await ask(method, `${PAGE}?token=${token}`, headers);
      const page = await ask(method, PAGE, headers);
      expect([moved.status, page.status]).toEqual([303, 200]);
      for (const response of [moved, page]) {
        expect(response.headers["cache-control"]).toContain("no-store");
        expect(response.headers["referrer-policy"]).toBe("no-referrer");
        expect(response.headers["x-robots-tag"]).toBe("noindex");
        expect(response.location + response.body).not.toContain(token);
      }
    }
    expect(await recordOf(phone.number)).toEqual(before);
    const bearer = await bearerOf(await addAccount("student", "Still Good"));
    expect((await call("POST", "/api/whatsapp/link", bearer, { token })).status).toBe(200);
  });
}

const OURS = () => ({ origin: new URL(process.env.E2E_BASE_URL ?? "").origin });
const FORM = { "content-type": "application/x-www-form-urlencoded" };

const FORGERIES: [name: string, headers: () => Record<string, string>][] = [
  ["without an origin", () => ({})],
  ["from a sandboxed page", () => ({ origin: "null" })],
  ["from a foreign page", () => ({ origin: "https://evil.example" })],
  [
    "from a foreign page with forged forwarding headers",
    () => ({
      origin: "https://evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
    }),
  ],
  ["that the browser calls cross-site", () => ({ ...OURS(), "sec-fetch-site": "cross-site" })],
];

for (const [name, headers] of FORGERIES) {
  test(`40 a press of the page’s buttons ${name} is 403 and changes nothing`, async () => {
    const account = await addAccount("student", "Vic Victim");
    const { phone, token } = await newToken("Forged press");
    const cookie = `${await sessionOf(account)}; link_token=${token}`;
    const before = await recordOf(phone.number);
    for (const button of ["confirm", "cancel", "switch-account"]) {
      const pressed = await ask("POST", `${PAGE}/${button}`, { ...FORM, cookie, ...headers() }, "shown=x");
      expect([button, pressed.status, pressed.cookies]).toEqual([button, 403, []]);
    }
    expect(await recordOf(phone.number)).toEqual(before);
  });
}

test("40 a press by GET, or without what the page showed, changes nothing", async () => {
  const account = await addAccount("student", "Gil Getter");
  const { phone, token } = await newToken("Pressed by GET");
  const cookie = `${await sessionOf(account)}; link_token=${token}`;
  const before = await recordOf(phone.number);
  for (const method of ["GET", "HEAD"]) {
    expect((await ask(method, `${PAGE}/confirm?shown=x`, { cookie, ...OURS() })).status).toBe(405);
  }
  for (const shown of ["", "shown=", "shown=x", "shown=x&shown=y"]) {
    const pressed = await ask("POST", `${PAGE}/confirm`, { ...FORM, ...OURS(), cookie }, shown);
    expect([pressed.status, pressed.location]).toEqual([303, `${PAGE}?refused=link_changed`]);
  }
  expect(await recordOf(phone.number)).toEqual(before);
});

test("41 a press while signed out leads, by relative addresses without the token, to sign-in and back; the link waits", async () => {
  const { phone, token } = await newToken("Pressed signed out");
  const before = await recordOf(phone.number);
  const opened = await ask("GET", `${PAGE}?token=${token}`);
  expect(opened.cookies).toEqual([
    expect.stringMatching(new RegExp(`^link_token=${token}; Path=${PAGE}; .*HttpOnly; SameSite=lax`, "i")),
  ]);
  const cookie = `link_token=${token}`;
  const pressed = await ask("POST", `${PAGE}/confirm`, { ...FORM, ...OURS(), cookie }, "shown=x");
  expect([pressed.status, pressed.cookies]).toEqual([303, []]);
  expect(pressed.location).toMatch(/^\/(?!\/)/);
  const page = await ask("GET", pressed.location, { cookie });
  expect([page.status, page.location]).toEqual([303, `/login?callbackUrl=${PAGE}`]);
  expect(page.headers["cache-control"]).toContain("no-store");
  expect(pressed.location + page.location + page.body).not.toContain(token);
  expect((await recordOf(phone.number)).length).toBe(before.length);
  const bearer = await bearerOf(await addAccount("student", "Late Lena"));
  expect((await call("POST", "/api/whatsapp/link", bearer, { token })).status).toBe(200);
});
