import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { install } from "./install.mjs";

/** A project whose only packages are two of its own folders: one for everybody, one that only tests need. */
function makeProject(): string {
  const root = mkdtempSync(join(tmpdir(), "connect-install-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (path: string, content: object) => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), JSON.stringify(content));
  };
  const own = {
    dependencies: { one: "file:packages/one" },
    devDependencies: { vitest: "file:packages/vitest" },
  };
  const packages: Record<string, object> = { "": own };
  for (const [name, dev] of [
    ["one", false],
    ["vitest", true],
  ] as const) {
    write(`packages/${name}/package.json`, { name, version: "1.0.0" });
    packages[`packages/${name}`] = { version: "1.0.0", dev };
    packages[`node_modules/${name}`] = { resolved: `packages/${name}`, link: true, dev };
  }
  write("package.json", own);
  write("package-lock.json", { lockfileVersion: 3, requires: true, packages });
  return root;
}

const installed = (root: string) =>
  readdirSync(join(root, "node_modules"))
    .filter((name) => !name.startsWith("."))
    .sort();

test("the product is installed without what only tests need; that comes with the tests, and then stays", async () => {
  const said = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  onTestFinished(() => said.mockRestore());
  const root = makeProject();
  await install(root);
  expect(installed(root)).toEqual(["one"]);
  await install(root, { isForTests: true });
  expect(installed(root)).toEqual(["one", "vitest"]);
  expect(said).toHaveBeenCalledTimes(2);
  await install(root);
  await install(root, { isForTests: true });
  expect(said).toHaveBeenCalledTimes(2);
  expect(installed(root)).toEqual(["one", "vitest"]);
});
