import { expect, test } from "@playwright/test";
import { SignJWT } from "jose";
import { addAccount, bearerOf, call } from "./accounts.ts";
import { addPhone } from "./simulator.ts";

const WHO = ["stranger", "student", "instructor", "admin", "forger"] as const;

interface Row {
  call: string;
  body?: object | string;
  /** The status for each of WHO, in that order. */
  expected: [number, number, number, number, number];
}

const SEND = { to: "+491700000001", message_type: "text", text: "Hello" };

/** One line an endpoint or a bad body; strangers and forgers learn no more than that they must sign in. */
const TABLE: Row[] = [
  { call: "GET /health", expected: [200, 200, 200, 200, 200] },
  { call: "GET /health/ready", expected: [200, 200, 200, 200, 200] },
  { call: "GET /health/detailed", expected: [200, 200, 200, 200, 200] },
  { call: "GET /api/openapi.json", expected: [200, 200, 200, 200, 200] },
  { call: "GET /api/docs", expected: [200, 200, 200, 200, 200] },
  { call: "GET /api/nothing/here", expected: [404, 404, 404, 404, 404] },
  { call: "GET /api/whatsapp/link", expected: [422, 422, 422, 422, 422] },
  { call: "GET /api/whatsapp/link?token=unknown", expected: [404, 404, 404, 404, 404] },
  { call: "POST /api/whatsapp/link", body: { token: "unknown" }, expected: [401, 404, 404, 404, 401] },
  { call: "POST /api/whatsapp/link", body: { token: 5 }, expected: [401, 422, 422, 422, 401] },
  {
    call: "POST /api/whatsapp/link",
    body: { token: "x", role: "admin" },
    expected: [401, 422, 422, 422, 401],
  },
  { call: "POST /api/whatsapp/link", body: "{", expected: [401, 400, 400, 400, 401] },
  { call: "DELETE /api/whatsapp/unlink", expected: [401, 404, 404, 404, 401] },
  { call: "GET /api/whatsapp/status", expected: [401, 200, 200, 200, 401] },
  { call: "GET /api/whatsapp/link/pending", expected: [401, 200, 200, 200, 401] },
  { call: "DELETE /api/whatsapp/link/pending", expected: [401, 200, 200, 200, 401] },
  { call: "GET /api/whatsapp/audit", expected: [401, 200, 200, 200, 401] },
  { call: "GET /api/whatsapp/audit?scope=all", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/audit?before=x", expected: [401, 422, 422, 422, 401] },
  { call: "GET /api/whatsapp/funnel", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/funnel?days=31", expected: [401, 403, 422, 422, 401] },
  { call: "DELETE /api/whatsapp/people/nobody/link", expected: [401, 403, 404, 404, 401] },
  { call: "POST /api/whatsapp/send", body: {}, expected: [401, 403, 422, 422, 401] },
  { call: "POST /api/whatsapp/send", body: "nonsense", expected: [401, 403, 400, 400, 401] },
  { call: "POST /api/whatsapp/send", body: { ...SEND, to: "12" }, expected: [401, 403, 422, 422, 401] },
  { call: "POST /api/whatsapp/send", body: { ...SEND, text: "  " }, expected: [401, 403, 422, 422, 401] },
  {
    call: "POST /api/whatsapp/send",
    body: { ...SEND, text: "x".repeat(4097) },
    expected: [401, 403, 422, 422, 401],
  },
  {
    call: "POST /api/whatsapp/send",
    body: { ...SEND, message_type: "template" },
    expected: [401, 403, 422, 422, 401],
  },
  { call: "POST /api/whatsapp/send", body: { ...SEND, surprise: 1 }, expected: [401, 403, 422, 422, 401] },
  { call: "GET /api/whatsapp/messages", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/messages?limit=-1", expected: [401, 403, 422, 422, 401] },
  { call: "GET /api/whatsapp/messages?limit=1000000000", expected: [401, 403, 422, 422, 401] },
  { call: "GET /api/whatsapp/messages?limit=1&limit=2", expected: [401, 403, 400, 400, 401] },
  { call: "POST /api/whatsapp/messages/nothing/cancel", expected: [401, 403, 404, 404, 401] },
  { call: "GET /api/whatsapp/messages/nothing/history", expected: [401, 403, 403, 404, 401] },
  { call: "GET /api/whatsapp/channel", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/health", expected: [401, 403, 403, 200, 401] },
  { call: "GET /api/whatsapp/people", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/people?query=%25", expected: [401, 403, 200, 200, 401] },
  { call: "GET /api/whatsapp/templates", expected: [401, 403, 200, 200, 401] },
  { call: "POST /api/whatsapp/templates/refresh", expected: [401, 403, 200, 200, 401] },
  {
    call: "POST /api/auth/token",
    body: { email: "nobody@school.test", password: "wrong" },
    expected: [401, 401, 401, 401, 401],
  },
  {
    call: "POST /api/auth/token",
    body: { email: "no address", password: "x" },
    expected: [422, 422, 422, 422, 422],
  },
];

const bearers: Partial<Record<(typeof WHO)[number], string>> = {};

test.beforeAll(async () => {
  for (const role of ["student", "instructor", "admin"] as const) {
    bearers[role] = await bearerOf(await addAccount(role, `Tabular ${role}`));
  }
  bearers.forger = await new SignJWT()
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .setSubject("00000000-0000-0000-0000-000000000000")
    .setIssuer(process.env.E2E_BASE_URL ?? "")
    .setAudience("connect-api")
    .setIssuedAt()
    .setNotBefore("0s")
    .setExpirationTime("1h")
    .sign(new TextEncoder().encode("a key that is not ours, but long enough"));
});

/** Who gets which status, as `401 to stranger and forger, 200 to admin`. */
function outcomesOf({ expected }: Row): string {
  if (new Set(expected).size === 1) return `${expected[0]} to everybody`;
  const whoByStatus = Map.groupBy(WHO, (_, at) => expected[at]);
  return [...whoByStatus].map(([status, who]) => `${status} to ${who.join(" and ")}`).join(", ");
}

for (const row of TABLE) {
  const { call: what, body, expected } = row;
  const shown = body === undefined ? "" : ` ${JSON.stringify(body).slice(0, 60)}`;
  test(`${what}${shown} returns ${outcomesOf(row)}`, async () => {
    const [method = "", path = ""] = what.split(" ");
    const responses = await Promise.all(WHO.map((who) => call(method, path, bearers[who], body)));
    expect(responses.map(({ status }) => status)).toEqual(expected);
    for (const response of responses.filter(({ status }) => status >= 400)) {
      expect(response.headers.get("content-type")).toContain("application/problem+json");
      const problem = (await response.json()) as Record<string, unknown>;
      expect(problem).toMatchObject({
        status: response.status,
        title: expect.any(String),
        detail: expect.any(String),
      });
      if (path === "/api/whatsapp/send") expect(problem).toMatchObject({ success: false, message_id: null });
      if (response.status === 422) expect(problem.errors).not.toHaveLength(0);
    }
  });
}

test("linking, status, sending and unlinking respond in the shapes of the product's page", async () => {
  const phone = await addPhone("John Doe");
  const token = /\n(\w{20,40})\n/.exec(await phone.send("link"))?.[1] ?? "";
  const offer = await call("GET", `/api/whatsapp/link?token=${token}`);
  expect(await offer.json()).toEqual({
    whatsapp_phone: phone.number,
    whatsapp_name: "John Doe",
    is_linked: false,
    token,
  });

  const student = await addAccount("student", "John Smith");
  const bearer = await bearerOf(student);
  const nothing = { is_linked: false, whatsapp_phone: null, whatsapp_name: null, linked_at: null };
  expect(await (await call("GET", "/api/whatsapp/status", bearer)).json()).toEqual(nothing);

  const linked = await call("POST", "/api/whatsapp/link", bearer, { token });
  expect(await linked.json()).toEqual({
    success: true,
    message: "Successfully linked your accounts!",
    whatsapp_phone: phone.number,
    whatsapp_name: "John Doe",
    user_name: "John Smith",
  });
  expect((await call("GET", `/api/whatsapp/link?token=${token}`)).status).toBe(410);
  expect(await (await call("GET", "/api/whatsapp/status", bearer)).json()).toEqual({
    is_linked: true,
    whatsapp_phone: phone.number,
    whatsapp_name: "John Doe",
    linked_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  });

  const staff = await bearerOf(await addAccount("instructor", "Ines Teacher"));
  const sent = await call("POST", "/api/whatsapp/send", staff, {
    to: phone.number,
    message_type: "text",
    text: "Good morning",
    template_name: null,
    template_language: "en",
    template_components: null,
  });
  expect(sent.status).toBe(200);
  expect(await sent.json()).toMatchObject({
    success: true,
    message_id: expect.stringMatching(/^wamid\./),
    error: null,
  });

  const unlinked = await call("DELETE", "/api/whatsapp/unlink", bearer);
  expect(await unlinked.json()).toEqual({ success: true, message: "Successfully unlinked WhatsApp account" });
  expect((await call("DELETE", "/api/whatsapp/unlink", bearer)).status).toBe(404);
});

test("a template that does not exist is refused in plain words", async () => {
  const phone = await addPhone("No Template");
  const staff = await bearerOf(await addAccount("instructor", "Ines Teacher"));
  const refused = await call("POST", "/api/whatsapp/send", staff, {
    to: phone.number,
    message_type: "template",
    template_name: "no_such_template",
  });
  expect(refused.status).toBe(422);
  expect(await refused.json()).toMatchObject({
    success: false,
    message_id: null,
    error: expect.stringContaining("There is no approved template with this name in this language."),
  });
});
