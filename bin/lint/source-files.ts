import { globSync, readFileSync } from "node:fs";
import { projectPath, projectRoot } from "../project.ts";

const FOLDERS = "app,bench,bin,components,e2e,lib,pages,prisma,prove,server,simulator,worker";
const FOREIGN = /^prisma\/generated\/|^bench\/peers\/|node_modules\/|\.d\.ts$/;

/** Our own source files by their paths from the project's root. */
export const SOURCE_FILES = globSync([`{${FOLDERS}}/**/*.{ts,tsx,js,mjs}`, "*.{ts,js}", "public/*.js"], {
  cwd: projectRoot,
})
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => !FOREIGN.test(path))
  .toSorted();

/** The text of a source file. */
export function readSource(path: string): string {
  return readFileSync(projectPath(path), "utf8");
}
