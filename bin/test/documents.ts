import { readdirSync, readFileSync } from "node:fs";
import { projectPath } from "../project.ts";

/** The folders that hold code. */
export const CODE = [
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

/** The text of a file of the project. */
export const read = (path: string) => readFileSync(projectPath(path), "utf8");

/** Every document of the project, by its path from the root. */
export const documents = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(projectPath("docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The first cell of each row of a document's tables, without its code marks. */
export function rowsOf(path: string): string[] {
  const rows = [...read(path).matchAll(/^\| (.+?) +\|.*\n(?!\| -)/gm)];
  return rows.map(([, cell = ""]) => cell.replaceAll("`", "")).filter((cell) => !/^-+$/.test(cell));
}
