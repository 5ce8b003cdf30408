import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectPath } from "../project.ts";
import { ALLOWED, type Plant, REFUSED } from "./walls.cases.ts";

const BIOME = projectPath("node_modules", "@biomejs", "biome", "bin", "biome");

const folder = mkdtempSync(join(tmpdir(), "walls-"));
let report = "";

/** Where a planted import lies: a file of its own beside others of its folder. */
const fileOf = (path: string, specifier: string) =>
  path.replace("planted", `planted-${specifier.replaceAll(/\W+/g, "-")}`);

const plant = ([path, specifier]: Plant) => {
  const file = join(folder, fileOf(path, specifier));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `import { planted } from "${specifier}";\n\nexport const used = planted;\n`);
};

beforeAll(() => {
  const settings = JSON.parse(readFileSync(projectPath("biome.json"), "utf8"));
  writeFileSync(
    join(folder, "biome.json"),
    JSON.stringify({ ...settings, $schema: undefined, vcs: undefined }),
  );
  for (const planted of [...REFUSED, ...ALLOWED]) plant(planted);
  const words = [
    "lint",
    "--only=style/noRestrictedImports",
    "--max-diagnostics=none",
    "--reporter=github",
    ".",
  ];
  const { stdout, stderr } = spawnSync(process.execPath, [BIOME, ...words], {
    cwd: folder,
    encoding: "utf8",
  });
  report = stdout + stderr;
});

afterAll(() => rmSync(folder, { recursive: true }));

const isRefused = (planted: Plant) =>
  report
    .split("\n")
    .some((line) => line.includes("noRestrictedImports") && line.includes(`/${fileOf(...planted)},`));

test.for(REFUSED)("%s may not import %s", (planted) => {
  expect(isRefused(planted)).toBe(true);
});

test.for(ALLOWED)("%s may import %s", (planted) => {
  expect(isRefused(planted)).toBe(false);
});
