import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** The absolute folder of the checkout that this code runs in. */
export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

/** The absolute path of something inside the checkout. */
export function projectPath(...parts: string[]): string {
  return join(projectRoot, ...parts);
}

function filesBelow(path: string, skip: (path: string) => boolean): string[] {
  if (!existsSync(path) || skip(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesBelow(join(path, name), skip));
}

/** A hash over names and contents of files and folders of the checkout; absent ones count as absent. */
export function hashOf(paths: string[], skip: (path: string) => boolean = () => false): string {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesBelow(projectPath(path), skip))) {
    hash.update(relative(projectRoot, file).split(sep).join("/")).update("\0");
    hash.update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

/** What a file holds, or an empty string when there is none. */
export function readOrEmpty(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

/** Writes a file, making its folder first. */
export function writeInto(path: string, content: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content, { mode });
}
