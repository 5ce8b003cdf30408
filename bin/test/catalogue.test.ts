import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { experiments } from "../../prove/experiments/index.ts";
import { projectPath } from "../project.ts";
import { CODE, read, rowsOf } from "./documents.ts";

/** A number of the catalogue, or several: `T13`, `43`, `5, 88`. */
const NUMBERS = String.raw`([TM]?\d{1,2}(?:, [TM]?\d{1,2})*)(?=:? |, ["'\`])`;

/** Where a title begins, also that of a `test.for([…])("…")`, and the name of a case in the tables of bad inputs. */
const TITLE = String.raw`(?:\b(?:test|describe)[.\w]*\(|\)\()\s*["'\`]`;
const CASE = String.raw`\[\s*["'\`]?`;

/** The numbers of the catalogue that a test file cites. */
function citedIn(path: string): string[] {
  const start = path.includes("bad-inputs") ? `(?:${TITLE}|${CASE})` : TITLE;
  const source = read(path);
  const titles = [...source.matchAll(new RegExp(start + NUMBERS, "g"))];
  const rows = [...source.matchAll(/\(row (\d+)\)/g)];
  return [...titles, ...rows].flatMap(([, numbers = ""]) => numbers.split(", "));
}

test("every number of the catalogue that a test cites is explained", () => {
  const tests = CODE.flatMap((folder) =>
    readdirSync(projectPath(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(test|spec)\.tsx?$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  const cited = new Set(tests.flatMap(citedIn));
  const explained = new Set(rowsOf("docs/threats.md"));
  expect(cited.size).toBeGreaterThan(60);
  expect([...cited].filter((number) => !explained.has(number))).toEqual([]);
});

test("every experiment is in the proofs, with its promise", () => {
  const rows = rowsOf("docs/proofs.md");
  expect(experiments.map(({ name }) => name).filter((name) => !rows.includes(name))).toEqual([]);
});
