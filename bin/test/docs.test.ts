import { existsSync, readdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, test } from "vitest";
import { createApiDocument } from "../../lib/api/document.ts";
import { environmentSchema } from "../../lib/env.ts";
import packageFile from "../../package.json" with { type: "json" };
import { projectPath, projectRoot } from "../project.ts";
import { CODE, documents, read, rowsOf } from "./documents.ts";

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
    "NGROK_AUTHTOKEN",
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
  for (const path of linked) {
    if (!documents.includes(path)) continue;
    for (const [, target = ""] of read(path).matchAll(/\]\((?!https?:)([^)#]+\.md)(?:#[^)]*)?\)/g))
      linked.add(relative(projectRoot, join(projectRoot, dirname(path), target)));
  }
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
