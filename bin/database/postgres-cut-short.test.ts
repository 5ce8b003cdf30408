import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { withConnection } from "./database.ts";
import { startEmbeddedPostgres } from "./postgres.ts";
import { isAlive, readPidFile } from "./postgres-leftover.ts";

const dataDir = mkdtempSync(join(tmpdir(), "yeebitz-cut-test-"));
const cluster = join(dataDir, "postgres");
afterAll(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));

const beside = () => readdirSync(dataDir).filter((name) => name.startsWith("postgres."));

/** Begins a start and asks for its end once `isFar` enough; resolves when the start has given up. */
async function cutShort(isFar: () => boolean): Promise<void> {
  const aborter = new AbortController();
  const start = startEmbeddedPostgres({ dataDir }, aborter.signal);
  const refused = expect(start).rejects.toMatchObject({ name: "AbortError" });
  await expect.poll(isFar, { interval: 2, timeout: 20_000 }).toBe(true);
  aborter.abort();
  await refused;
}

test("A start that is asked to end while the data folder is made ends initdb first, and keeps no password file", async () => {
  await cutShort(() => existsSync(join(`${cluster}.new`, "PG_VERSION")));
  expect(existsSync(cluster)).toBe(false);
  expect(beside().filter((name) => name !== "postgres.new")).toEqual([]);
});

test("What a start that was killed left beside the data folder is removed by the next one", async () => {
  writeFileSync(`${cluster}.${randomUUID()}`, "a password");
  writeFileSync(`${cluster}.kept`, "not ours");
  const running = await startEmbeddedPostgres({ dataDir });
  expect(beside()).toEqual(["postgres.json", "postgres.kept"]);
  await running.stop();
});

test("A start that is asked to end while the server starts ends the server first, and loses nothing", async () => {
  let pid = 0;
  await cutShort(() => {
    pid = readPidFile(cluster)?.pid ?? 0;
    return pid > 0;
  });
  expect(isAlive(pid)).toBe(false);
  const running = await startEmbeddedPostgres({ dataDir });
  const { rows } = await withConnection(running.databaseUrl, (client) => client.query("select 1 as one"));
  expect(rows).toEqual([{ one: 1 }]);
  await running.stop();
});
