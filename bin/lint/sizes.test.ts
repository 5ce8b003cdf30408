import { expect, test } from "vitest";
import { readSource, SOURCE_FILES } from "./source-files.ts";

/** The most lines of code that a file may have; the first rule that fits counts. */
const MOST: [files: RegExp, lines: number][] = [
  [/\.(test|spec)\.tsx?$/, 200],
  [/^app\/.*\/route\.ts$/, 60],
  [/^app\/(.*\/)?page\.tsx$/, 50],
  [/^/, 150],
];

const mostOf = (path: string) => MOST.find(([files]) => files.test(path))?.[1] ?? 0;

/** Lines that are neither empty nor a comment. */
const codeLines = (path: string) =>
  readSource(path)
    .split("\n")
    .filter((line) => line.trim() && !/^\s*(\/\/|\/\*|\*)/.test(line)).length;

test("no file has more lines than one subject needs: 150, a test 200, a route 60, a page 50", () => {
  expect(SOURCE_FILES.length).toBeGreaterThan(700);
  const tooLong = SOURCE_FILES.map((path) => ({ path, lines: codeLines(path), most: mostOf(path) }));
  expect(tooLong.filter(({ lines, most }) => lines > most)).toEqual([]);
});
