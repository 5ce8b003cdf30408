import { expect } from "vitest";
import { db } from "#lib/db";
import { newWorkerId, WORKER_DEAD_SECONDS } from "#lib/health/workers";
import { test } from "#lib/testing/fixtures";
import { startProcess } from "#lib/testing/processes";

/** Asks whether something is alive here; the exit code, and what was said. */
async function ask(settings: Record<string, string>, ...words: string[]) {
  const asked = await startProcess(["bin/alive.ts", ...words], { ENV_FILE: "none", ...settings });
  return { code: await asked.ended, said: asked.output() };
}

test("a worker is alive here while it gives signs of life", async ({
  databaseUrl: DATABASE_URL,
  startWorker,
}) => {
  expect((await ask({ DATABASE_URL }, "worker")).code).toBe(1);
  const worker = await startWorker();
  await expect.poll(() => db().workerHeartbeat.count(), { timeout: 15_000 }).toBe(1);
  expect(await ask({ DATABASE_URL }, "worker")).toEqual({ code: 0, said: "" });
  await worker.stop();
  expect((await ask({ DATABASE_URL }, "worker")).code).toBe(1);
});

test("old signs of life don't count, nor do those of another machine", async ({
  databaseUrl: DATABASE_URL,
}) => {
  await db().workerHeartbeat.createMany({
    data: [
      { workerId: newWorkerId(), beatAt: new Date(Date.now() - (WORKER_DEAD_SECONDS + 1) * 1000) },
      { workerId: "another machine's" },
    ],
  });
  expect((await ask({ DATABASE_URL }, "worker")).said).toMatch(/^No worker here/);
});

test("where the database is down nobody takes a worker for dead", async () => {
  expect((await ask({ DATABASE_URL: "postgresql://127.0.0.1:1/nothing" }, "worker")).code).toBe(0);
});

test("a web server that nobody can reach is not alive", async () => {
  expect((await ask({ PORT: "1" }, "web")).code).toBe(1);
  expect((await ask({ PORT: "1" })).code).toBe(1);
});
