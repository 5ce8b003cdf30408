import { createHash, randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, realpathSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { readOrEmpty, writeInto } from "../project.ts";
import { type Account, canReach, ENTER } from "./postgres-account.ts";
import { STATE_FOLDER } from "./postgres-binaries.ts";

/** What is kept about the embedded PostgreSQL between starts, in postgres.json of the data folder (mode 0600). */
type PostgresRecord = { port: number; password: string; folder: string };

const recordFile = (dataDir: string) => join(dataDir, "postgres.json");

/** What the last start wrote down; null before the first. */
export function readRecord(dataDir: string): PostgresRecord | null {
  const content = readOrEmpty(recordFile(dataDir));
  if (content === "") return null;
  const { port, password, folder } = JSON.parse(content) as Partial<PostgresRecord>;
  return port && password && folder ? { port, password, folder } : null;
}

/** Keeps the record for the next start. */
export function writeRecord(dataDir: string, record: PostgresRecord): void {
  const { port, password, folder } = record;
  writeInto(recordFile(dataDir), `${JSON.stringify({ port, password, folder }, null, 2)}\n`, 0o600);
}

/** A password that needs no escaping in a URL. */
export function makePassword(): string {
  return randomBytes(24).toString("hex");
}

/** Makes the data folder such that another account can pass through; its secrets are files of mode 0600. */
export function makeDataFolder(dataDir: string): string {
  if (!existsSync(dataDir)) {
    mkdirSync(dataDir, { recursive: true });
    chmodSync(dataDir, 0o755);
  }
  return realpathSync(dataDir);
}

/** A folder outside the checkout belongs to the data folder written in it, unless that one is gone or moved. */
function isTakenByAnother(folder: string, dataDir: string): boolean {
  const owner = readOrEmpty(join(folder, "..", "belongs-to")).trim();
  return owner !== "" && owner !== dataDir && readRecord(owner)?.folder === folder;
}

/** Lets the account pass through the data folder, if nothing above it is closed; nobody can list it by that. */
function openForPassing(dataDir: string, account: Account | null): boolean {
  if (canReach(dataDir, account, ENTER)) return true;
  if (!canReach(dirname(dataDir), account, ENTER)) return false;
  chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  return canReach(dataDir, account, ENTER);
}

/** Where the cluster lies: in the data folder, or where the account can go if that is closed to it. */
export function chooseClusterFolder(
  dataDir: string,
  account: Account | null,
): { folder: string; isOutside: boolean } {
  const inside = join(dataDir, "postgres");
  if (existsSync(inside) || openForPassing(dataDir, account)) return { folder: inside, isOutside: false };
  const recorded = readRecord(dataDir)?.folder;
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  const own = join(STATE_FOLDER, hash, "postgres");
  const folder = recorded && recorded !== inside && !isTakenByAnother(recorded, dataDir) ? recorded : own;
  writeInto(join(folder, "..", "belongs-to"), `${dataDir}\n`);
  chmodSync(join(folder, ".."), 0o755);
  return { folder, isOutside: true };
}
