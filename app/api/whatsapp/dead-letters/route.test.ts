import { expect } from "vitest";
import { issueApiToken } from "#lib/auth/api-tokens";
import { db } from "#lib/db";
import { checkHealth } from "#lib/health/health";
import { createAccount } from "#lib/testing/accounts";
import { deliver, deliveryOf } from "#lib/testing/deliveries";
import { test } from "#lib/testing/fixtures";
import { POST as DISMISS } from "./[id]/dismiss/route.ts";
import { POST as REPLAY } from "./[id]/replay/route.ts";
import { GET } from "./route.ts";

test.beforeAll(async () => {
  await deliver(deliveryOf({ messages: [{ id: "wamid.1", type: "text", text: { body: "private words" } }] }));
});

async function request(role: "student" | "instructor" | "admin" | null, path = ""): Promise<Request> {
  const account = role && (await createAccount({ role }));
  return new Request(`http://localhost:3000/api/whatsapp/dead-letters${path}`, {
    headers: account ? { authorization: `Bearer ${await issueApiToken(account.id)}` } : {},
  });
}

const list = async (role: Parameters<typeof request>[0], path = "") => GET(await request(role, path), {});
const on =
  (handler: typeof REPLAY) =>
  async (role: Parameters<typeof request>[0], id: string): Promise<Response> =>
    handler(await request(role), { params: Promise.resolve({ id }) });
const replay = on(REPLAY);
const dismiss = on(DISMISS);

test("staff see the dead letters and why they failed; only admins see what they say", async () => {
  const forInstructor = await list("instructor");
  expect(forInstructor.status).toBe(200);
  const text = await forInstructor.text();
  expect(text).not.toContain("private words");
  expect(JSON.parse(text)).toMatchObject({
    unreadable: 1,
    failed: 0,
    events: [
      { state: "unreadable", reason: "The message has no id, type or sender.", can_replay: true, raw: null },
    ],
  });
  expect(await (await list("admin")).text()).toContain("private words");
});

test.for([
  ["nobody", null, "", 401],
  ["a student", "student", "", 403],
  ["an instructor who asks for too many", "instructor", "?limit=1000", 422],
] as const)("%s gets no list", async ([, role, path, status]) => {
  expect((await list(role, path)).status).toBe(status);
});

test.for([
  ["nobody", null, 401],
  ["a student", "student", 403],
  ["an instructor", "instructor", 403],
] as const)("%s can neither have it tried again nor dismiss it", async ([, role, status]) => {
  const { id } = await db().webhookEvent.findFirstOrThrow();
  expect((await replay(role, String(id))).status).toBe(status);
  expect((await dismiss(role, String(id))).status).toBe(status);
});

test("an admin has it tried again, and is told when it stays", async () => {
  const { id } = await db().webhookEvent.findFirstOrThrow();
  const response = await replay("admin", String(id));
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ state: "dead_letter", reason: expect.stringContaining("sender") });
});

test.for(["0", "99999", "-1", "1e3", "abc", "9".repeat(40), "%00", ""])(
  "an id like %j is not found",
  async (id) => {
    for (const decide of [replay, dismiss]) {
      const response = await decide("admin", id);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({ code: "not_a_dead_letter" });
    }
  },
);

test("an admin dismisses it once; it stays stored, and who did it and when is recorded", async () => {
  const { id } = await db().webhookEvent.findFirstOrThrow();
  expect((await checkHealth()).checks.dead_letters).toEqual({ status: "waiting", unreadable: 1, failed: 0 });
  const responses = await Promise.all([dismiss("admin", String(id)), dismiss("admin", String(id))]);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 404]);
  expect(await (await list("admin")).json()).toMatchObject({ unreadable: 0, events: [] });
  expect((await checkHealth()).checks.dead_letters).toEqual({ status: "ok", unreadable: 0, failed: 0 });
  expect(await db().webhookEvent.findUnique({ where: { id } })).toMatchObject({ state: "ignored" });
  expect(await db().auditEvent.findMany({ where: { action: "set_aside_dismissed" } })).toMatchObject([
    {
      at: expect.any(Date),
      userId: expect.any(String),
      details: { event: String(id), state: "quarantined" },
    },
  ]);
});
