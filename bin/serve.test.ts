import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { test as withDatabase } from "#lib/testing/fixtures";
import { startProcess } from "#lib/testing/processes";
import { PRODUCTION } from "#lib/testing/settings";
import { withConnection } from "./database/database.ts";
import { listMigrationNames } from "./database/migration-files.ts";
import { projectPath } from "./project.ts";
import { requireMigrations } from "./serve/requirements.ts";
import { readWords } from "./serve/words.ts";

/** Runs a program with these settings alone, until it has refused to run; what it said, and its exit code. */
async function refusalOf(words: string[], settings: Record<string, string>) {
  const { ended, output } = await startProcess(words, { ENV_FILE: "none", NODE_ENV: "", ...settings });
  return { code: await ended, said: output() };
}

/** The checkout once more, without packages and without a build. */
function copyCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "connect-checkout-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const name of [
    "bin",
    "lib",
    "server",
    "prisma",
    "package.json",
    "package-lock.json",
    "next.config.js",
  ])
    cpSync(projectPath(name), join(folder, name), { recursive: true });
  return folder;
}

test("the demo's settings are refused, since serving is for real numbers", async () => {
  for (const settings of [{}, { CONNECT_DEMO: "1" }] as Record<string, string>[]) {
    const { code, said } = await refusalOf(["bin/serve.ts"], settings);
    expect(code).toBe(1);
    expect(said).toBe(
      "These are the demo's settings. npm run serve doesn't run the demo; npm start does. To serve a real number, set what .env.example lists.\n",
    );
  }
});

test("missing settings are named, the database among them, and nothing is made up for them", async () => {
  const { DATABASE_URL: _, NEXTAUTH_SECRET: __, ...given } = PRODUCTION;
  const dataDir = join(mkdtempSync(join(tmpdir(), "connect-data-")), "made");
  const { code, said } = await refusalOf(["bin/serve.ts"], { ...given, DATA_DIR: dataDir });
  expect(code).toBe(1);
  expect(said).toMatch(/^DATABASE_URL is missing\. Example: /m);
  expect(said).toMatch(/^NEXTAUTH_SECRET is missing\. Example: /m);
  expect(existsSync(dataDir)).toBe(false);
});

test("without packages, serving says what to run, and installs nothing", async () => {
  const folder = copyCheckout();
  const { code, said } = await refusalOf([join(folder, "bin", "boot.mjs"), "serve"], PRODUCTION);
  expect(code).toBe(1);
  expect(said).toMatch(/^The packages are not installed.* Run npm run build first\.\n$/);
  expect(existsSync(join(folder, "node_modules"))).toBe(false);
});

test("without a build, serving says what to run, and builds nothing", async () => {
  const folder = copyCheckout();
  symlinkSync(projectPath("node_modules"), join(folder, "node_modules"));
  const { code, said } = await refusalOf([join(folder, "bin", "serve.ts"), "web"], PRODUCTION);
  expect(code).toBe(1);
  expect(said).toBe("There is no build of these sources. Run npm run build first.\n");
  expect(existsSync(join(folder, ".next"))).toBe(false);
});

withDatabase("a database that lacks migrations is refused, and they are named", async ({ databaseUrl }) => {
  await expect(requireMigrations(databaseUrl)).resolves.toBeUndefined();
  const last = listMigrationNames().at(-1) ?? "";
  const unapply = "update _prisma_migrations set finished_at = null where migration_name = $1";
  await withConnection(databaseUrl, (client) => client.query(unapply, [last]));
  await expect(requireMigrations(databaseUrl)).rejects.toThrow(
    `The database lacks ${last}. Run npm run migrate first, or npm run serve -- --migrate.`,
  );
  const empty = Object.assign(new URL(databaseUrl), { pathname: "/postgres" }).href;
  await expect(requireMigrations(empty)).rejects.toThrow(
    `lacks ${listMigrationNames().length} migrations, from ${listMigrationNames()[0]} on`,
  );
});

test("a database that can't be reached is refused without showing its password", async () => {
  const refused = requireMigrations("postgresql://connect:secret@127.0.0.1:1/connect");
  await expect(refused).rejects.toThrow(/^PostgreSQL at .*:\*\*\*@127\.0\.0\.1:1.* can't be used/);
});

test("web server and worker run alone, or both where neither is named", () => {
  expect(readWords(["web"]).programs).toEqual(["server/main.ts"]);
  expect(readWords(["worker", "--migrate"])).toEqual({
    names: ["worker"],
    programs: ["worker/main.ts"],
    isMigrating: true,
  });
  expect(readWords([]).names).toEqual(["web", "worker"]);
  for (const words of [["simulator"], ["web", "worker"]])
    expect(() => readWords(words)).toThrow("Usage: npm run serve -- [web|worker] [--migrate]");
});
