import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { createApiDocument } from "../../lib/api/document.ts";
import { environmentSchema } from "../../lib/env.ts";
import packageFile from "../../package.json" with { type: "json" };
import { experiments } from "../../prove/experiments/index.ts";
import { projectPath, projectRoot } from "../project.ts";

const read = (path: string) => readFileSync(projectPath(path), "utf8");

/** The folders that hold code. */
const CODE = [
  "app",
  "bench",
  "bin",
  "components",
  "e2e",
  "lib",
  "pages",
  "prisma",
  "prove",
  "server",
  "simulator",
  "worker",
];

/** Every document of the project, by its path from the root. */
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(projectPath("docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The first cell of each row of a document's tables, without its code marks. */
function rowsOf(path: string): string[] {
  const rows = [...read(path).matchAll(/^\| (.+?) +\|.*\n(?!\| -)/gm)];
  return rows.map(([, cell = ""]) => cell.replaceAll("`", "")).filter((cell) => !/^-+$/.test(cell));
}

/** The anchors that a document's headings have on GitHub. */
function anchorsOf(path: string): string[] {
  const titles = read(path).matchAll(/^#+ (.*)$/gm);
  return [...titles].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test("the README is read in one go: at most 150 lines", () => {
  expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(150);
});

test("the documents say of every direct dependency why it is there", () => {
  const { dependencies, devDependencies, optionalDependencies } = packageFile;
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(rowsOf("docs/dependencies.md").sort()).toEqual(direct.sort());
});

test("the documents list every setting, in the order of .env.example", () => {
  expect(rowsOf("docs/settings.md")).toEqual([
    ...Object.keys(environmentSchema.shape),
    "SIMULATOR_PORT",
    "DATA_DIR",
  ]);
});

test("the documents list every call but next-auth's own and the files of the reference", () => {
  const documented = Object.entries(createApiDocument().paths ?? {})
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((call) => !/ \/api\/(auth\/(?!token|sessions)|docs\/)/.test(call));
  expect(
    rowsOf("docs/api.md")
      .map((call) => call.replace(/\?.*/, ""))
      .sort(),
  ).toEqual(documented.sort());
});

test("every npm script that a document names is there", () => {
  const named = documents.flatMap((path) => [...read(path).matchAll(/\bnpm run ([\w:]+)/g)]);
  const missing = named
    .map(([, name = ""]) => name)
    .filter((name) => !Object.hasOwn(packageFile.scripts, name));
  expect(named.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
});

/** A document without its blocks of code, but for what is typed into a terminal. */
function proseOf(path: string): string {
  return read(path).replaceAll(/^ *```(\w*)\n.*?^ *```$/gms, (block, language) =>
    language === "bash" ? block : "",
  );
}

test.for(documents)("every file and folder that %s names is there", (path) => {
  const roots = [...CODE, "docs", "public"].join("|");
  const named =
    proseOf(path).match(new RegExp(`(?<![\\w./#@-])(?:${roots})/[\\w./[\\]-]*[\\w\\]]`, "g")) ?? [];
  expect([...new Set(named)].filter((name) => !existsSync(projectPath(name)))).toEqual([]);
});

test("the tree in the README names folders that are there, and every folder of lib", () => {
  const tree = read("README.md").match(/^app\/ .*?^```$/ms)?.[0] ?? "";
  const lines = [...tree.matchAll(/^( *)(\S+)/gm)].filter(([line]) => !line.startsWith("`"));
  const named = lines.map(([, indent, name = ""]) => (indent ? `lib/${name}` : name));
  expect(named.filter((name) => !existsSync(projectPath(name)))).toEqual([]);
  const rooms = readdirSync(projectPath("lib"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(named.filter((name) => name.startsWith("lib/") && name !== "lib/").sort()).toEqual(
    rooms.map(({ name }) => `lib/${name}/`).sort(),
  );
});

test.for(documents)("every link of %s leads somewhere", (path) => {
  const broken = [...read(path).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].flatMap(
    ([link, target = "", anchor]) => {
      const file = target ? relative(projectRoot, join(projectRoot, dirname(path), target)) : path;
      if (!existsSync(projectPath(file))) return [link];
      return anchor && !anchorsOf(file).includes(anchor) ? [link] : [];
    },
  );
  expect(broken).toEqual([]);
});

test("every document can be reached from the README", () => {
  const linked = new Set(["README.md"]);
  for (const path of linked)
    for (const [, target = ""] of read(path).matchAll(/\]\((?!https?:)([^)#]+\.md)(?:#[^)]*)?\)/g))
      linked.add(relative(projectRoot, join(projectRoot, dirname(path), target)));
  expect(documents.filter((path) => !linked.has(path))).toEqual([]);
});

test("no proxy that is set up by the documents writes the token of a link into a log", () => {
  const nginx = documents.flatMap((path) => read(path).match(/```nginx\n.*?```/gs) ?? []);
  expect(nginx).toHaveLength(1);
  for (const example of nginx) {
    expect(example).toMatch(/access_log \S+ no_query;/);
    expect(example).toMatch(/error_log \S+ crit;/);
    expect(example).not.toMatch(/\$(request|request_uri|args|query_string|http_referer)\b/);
  }
});

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
