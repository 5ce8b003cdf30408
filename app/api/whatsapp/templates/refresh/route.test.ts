import { beforeEach, expect } from "vitest";
import type { Account } from "#lib/auth/accounts";
import { db } from "#lib/db";
import { checkHealth } from "#lib/health/health";
import { createAccount } from "#lib/testing/accounts";
import { callRoute } from "#lib/testing/calls";
import { test } from "#lib/testing/fixtures";
import { GET } from "../route.ts";
import { POST } from "./route.ts";

let staff: Account;

beforeEach(async () => {
  staff = await createAccount({ role: "instructor" });
  await db().$executeRaw`truncate rate_limits`;
});

const sound = { name: "hello", language: "en", category: "UTILITY", status: "APPROVED", components: [] };
const odd = { name: "odd_one", language: null, status: "APPROVED", components: null };

const refresh = (as = staff) => callRoute(POST, { method: "POST", path: "templates/refresh", as });

test("templates that cannot be read are left out and counted, for staff and in the health report", async ({
  graph,
}) => {
  graph.templates.rows = [odd, sound, odd];
  expect(await refresh()).toMatchObject({ status: 200, body: { unread: 2, templates: [{ name: "hello" }] } });
  expect(await callRoute(GET, { path: "templates", as: staff })).toMatchObject({
    body: { unread: 2, refreshed_at: expect.any(String), templates: [{ name: "hello" }] },
  });
  await db().$executeRaw`insert into worker_heartbeats (worker_id) values ('test')`;
  expect((await checkHealth()).checks.templates).toMatchObject({ status: "ok", unread: 2 });
  await db().$executeRaw`update template_lists set refreshed_at = now() - interval '2 hours'`;
  expect(await checkHealth()).toMatchObject({
    status: "degraded",
    checks: { templates: { status: "old", age_seconds: expect.closeTo(7200, -2) } },
  });
});

test("who asks at the same time shares an answer, and one account asks five times a minute at most", async ({
  graph,
}) => {
  const before = graph.templates.calls;
  const responses = await Promise.all(Array.from({ length: 5 }, () => refresh()));
  expect(responses.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(graph.templates.calls - before).toBeLessThan(5);
  const refusal = await refresh();
  expect(refusal).toMatchObject({ status: 429, body: { code: "too_many_tries" } });
  expect(Number(refusal.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await refresh(await createAccount({ role: "admin" }))).toMatchObject({ status: 200 });
});
