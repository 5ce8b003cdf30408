import { beforeAll, expect, test } from "vitest";
import { issueApiToken } from "#lib/auth/api-tokens";
import { db } from "#lib/db";
import { createAccount } from "#lib/testing/accounts";
import { useOwnDatabase } from "#lib/testing/database";
import { deliver, deliveryOf } from "#lib/testing/deliveries";
import { POST } from "./[id]/replay/route.ts";
import { GET } from "./route.ts";

beforeAll(async () => {
  await useOwnDatabase();
  await deliver(deliveryOf({ messages: [{ id: "wamid.1", type: "text", text: { body: "private words" } }] }));
});

async function request(role: "student" | "instructor" | "admin" | null, path = ""): Promise<Request> {
  const account = role && (await createAccount({ role }));
  return new Request(`http://localhost:3000/api/whatsapp/quarantine${path}`, {
    headers: account ? { authorization: `Bearer ${await issueApiToken(account.id)}` } : {},
  });
}

const list = async (role: Parameters<typeof request>[0], path = "") => GET(await request(role, path), {});
const replay = async (role: Parameters<typeof request>[0], id: string) =>
  POST(await request(role), { params: Promise.resolve({ id }) });

test("staff see what was set aside and why; what it says is for admins", async () => {
  const forInstructor = await list("instructor");
  expect(forInstructor.status).toBe(200);
  const text = await forInstructor.text();
  expect(text).not.toContain("private words");
  expect(JSON.parse(text)).toMatchObject({
    quarantined: 1,
    dead: 0,
    events: [
      { state: "quarantined", reason: "The message has no id, type or sender.", can_replay: true, raw: null },
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
] as const)("%s cannot have it tried again", async ([, role, status]) => {
  const { id } = await db().webhookEvent.findFirstOrThrow();
  expect((await replay(role, String(id))).status).toBe(status);
});

test("an admin has it tried again, and is told when it stays", async () => {
  const { id } = await db().webhookEvent.findFirstOrThrow();
  const answer = await replay("admin", String(id));
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ state: "quarantined", reason: expect.stringContaining("sender") });
});

test.for(["0", "99999", "-1", "1e3", "abc", "9".repeat(40), "%00", ""])(
  "an id like %j is not found",
  async (id) => {
    const answer = await replay("admin", id);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_set_aside" });
  },
);
