import { expect, vi } from "vitest";
import { test } from "#lib/testing/fixtures";
import { type DatabaseLine, useDatabaseLine } from "#lib/testing/proxy";
import { GET as ready } from "../app/health/ready/route.ts";
import { GET as health } from "../app/health/route.ts";
import { doorForTests } from "./door-for-tests.ts";

let line: DatabaseLine;
test.beforeAll(async ({ databaseUrl }) => {
  line = await useDatabaseLine(databaseUrl);
});
/** Pages that never come, as where very many are asked for at once. */
const pages = vi.fn(async () => undefined);
const door = doorForTests(pages);
const ask = (path: string, method = "GET") =>
  fetch(`http://127.0.0.1:${door.port}${path}`, { method, signal: AbortSignal.timeout(4000) });

const NAMES = ["content-type", "cache-control"];
const partsOf = async (response: Response) => ({
  status: response.status,
  body: await response.json(),
  headers: NAMES.map((name) => response.headers.get(name)),
});

test.for([
  ["/health", health],
  ["/health/ready", ready],
] as const)("%s is told without waiting for pages, just as its route tells it", async ([path, route]) => {
  void ask("/").catch(() => undefined);
  const told = await ask(`${path}?now=1`);
  expect(told.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  const byRoute = await route(new Request(`http://localhost${path}`), undefined);
  const uptime = path === "/health" ? { uptime_seconds: expect.any(Number) } : {};
  const { body, ...rest } = await partsOf(byRoute);
  expect(await partsOf(told)).toEqual({ ...rest, body: { ...body, ...uptime } });
  expect(await (await ask(path, "HEAD")).text()).toBe("");
});

test("a web server whose database is away is up, and not ready", async () => {
  await line.set("cut");
  expect((await ask("/health")).status).toBe(200);
  await vi.waitFor(async () => expect((await ask("/health/ready")).status).toBe(503), 5000);
  await line.set("open");
});

test("other addresses there are not answered at the door", async () => {
  pages.mockClear();
  const asked = [ask("/health/detailed"), ask("/health/ready.txt")];
  void Promise.allSettled(asked);
  await vi.waitFor(() => expect(pages).toHaveBeenCalledTimes(asked.length), 3000);
});
