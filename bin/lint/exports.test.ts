import { expect, test } from "vitest";
import { exportsOf, importsOf } from "./imports.ts";
import { SOURCE_FILES } from "./source-files.ts";

/** Files whose exports Next.js and other tools look for by their names. */
const ENTRIES =
  /^app\/(.*\/)?(page|layout|route|error|global-error|not-found|forbidden|loading|icon|robots|manifest)\.tsx?$|^pages\/|^[\w.]+\.[tj]s$|^public\//;

test("what a file exports is imported by another one", () => {
  const taken = new Set(
    SOURCE_FILES.flatMap((path) => importsOf(path).map(({ from, name }) => `${from} ${name}`)),
  );
  expect(taken.size).toBeGreaterThan(1500);
  const unused = SOURCE_FILES.filter((path) => !ENTRIES.test(path) && !taken.has(`${path} *`)).flatMap(
    (path) =>
      exportsOf(path)
        .map((name) => `${path} ${name}`)
        .filter((named) => !taken.has(named)),
  );
  expect(unused).toEqual([]);
});
