import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withConnection } from "./database.ts";
import { startEmbeddedPostgres } from "./postgres.ts";
import { clearLeftover, readPidFile } from "./postgres-leftover.ts";

const dataDir = mkdtempSync(join(tmpdir(), "yeebitz-bin-test-"));
const cluster = join(dataDir, "postgres");
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

const count = (databaseUrl: string) =>
  withConnection(databaseUrl, async (client) => {
    await client.query("create table if not exists kept (at timestamptz default now())");
    await client.query("insert into kept default values");
    return (await client.query("select from kept")).rowCount;
  });

test("The embedded database keeps its data, its address and its password over restarts", async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  expect(await count(first.databaseUrl)).toBe(1);
  await first.stop();
  expect(existsSync(join(cluster, "postmaster.pid"))).toBe(false);
  const second = await startEmbeddedPostgres({ dataDir });
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(await count(second.databaseUrl)).toBe(2);
  await second.stop();
});

test("A database whose server is killed comes back by itself", async () => {
  const running = await startEmbeddedPostgres({ dataDir });
  await count(running.databaseUrl);
  const server = readPidFile(cluster);
  expect(server?.pid).toBeGreaterThan(1);
  process.kill(server?.pid ?? process.pid, "SIGKILL");
  await expect.poll(() => count(running.databaseUrl).catch(() => 0), { timeout: 15_000 }).toBeGreaterThan(1);
  await running.stop();
});

test("A lock file whose process is by now another program is removed, and that program is left alone", async () => {
  const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  writeFileSync(join(cluster, "postmaster.pid"), `${stranger.pid}\n${cluster}\n`);
  expect(await clearLeftover(cluster)).toBe("stale");
  expect(stranger.exitCode).toBe(null);
  stranger.kill();
  await once(stranger, "exit");
  expect(await clearLeftover(cluster)).toBe("nothing");
});

test("A server whose parent was killed is stopped cleanly, and the next start has its data", async () => {
  const module = JSON.stringify(new URL("postgres.ts", import.meta.url).href);
  const folder = JSON.stringify(dataDir);
  const code = `const { startEmbeddedPostgres } = await import(${module});
    await startEmbeddedPostgres({ dataDir: ${folder} });
    process.kill(process.pid, "SIGKILL");`;
  await once(spawn(process.execPath, ["--input-type=module", "-e", code], { stdio: "ignore" }), "exit");
  expect(await clearLeftover(cluster)).toBe("stopped");
  const next = await startEmbeddedPostgres({ dataDir });
  expect(await count(next.databaseUrl)).toBeGreaterThan(1);
  await next.stop();
});
