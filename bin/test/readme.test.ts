import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createApiDocument } from "../../lib/api/document.ts";
import { environmentSchema } from "../../lib/env.ts";
import packageFile from "../../package.json" with { type: "json" };

const readme = readFileSync(new URL("../../README.md", import.meta.url), "utf8");

/** The first cell of each row of a section's tables, without its code marks. */
function rowsOf(title: string): string[] {
  const section = readme.split(`\n## ${title}\n`)[1]?.split("\n## ")[0] ?? "";
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell ?? "");
}

test("the README says of every direct dependency why it is there", () => {
  const { dependencies, devDependencies, optionalDependencies } = packageFile;
  const direct = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(rowsOf("Dependencies").sort()).toEqual(direct.sort());
});

test("the README lists every setting", () => {
  expect(rowsOf("Settings")).toEqual([...Object.keys(environmentSchema.shape), "SIMULATOR_PORT", "DATA_DIR"]);
});

test("the README lists every call but next-auth's own and the files of the reference", () => {
  const documented = Object.entries(createApiDocument().paths ?? {})
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`))
    .filter((call) => !/ \/api\/(auth\/(?!token|sessions)|docs\/)/.test(call));
  expect(
    rowsOf("API")
      .map((call) => call.replace(/\?.*/, ""))
      .sort(),
  ).toEqual(documented.sort());
});

test("every file that the README names is there", () => {
  const named = readme.match(/\b(?:lib|worker|app|prisma|bin)\/[\w./-]+\.(?:ts|prisma)\b/g) ?? [];
  const missing = named.filter((path) => {
    try {
      return readFileSync(new URL(`../../${path}`, import.meta.url)).length === 0;
    } catch {
      return true;
    }
  });
  expect([...new Set(missing)]).toEqual(["lib/bot/commands/hours.ts"]);
});

test("no proxy that is set up by the README writes the token of a link into a log", () => {
  const nginx = readme.match(/```nginx\n.*?```/gs) ?? [];
  expect(nginx).toHaveLength(1);
  for (const example of nginx) {
    expect(example).toMatch(/access_log \S+ no_query;/);
    expect(example).toMatch(/error_log \S+ crit;/);
    expect(example).not.toMatch(/\$(request|request_uri|args|query_string|http_referer)\b/);
  }
});
