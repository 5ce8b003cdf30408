import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { reasonOf } from "#lib/errors";
import { readOrEmpty } from "../project.ts";

/** What the number's own callback was, and what we have made of it. */
const callback = z.object({
  numberId: z.string(),
  /** Null where the number had none, so that the account's or the app's counted. */
  former: z.string().nullable(),
  /** The addresses that this tunnel has had, of which the newest is set, or about to be. */
  ours: z.array(z.string()),
});

const kept = z.object({
  /** Where people reach this machine; null while no tunnel is open. */
  address: z.url({ protocol: /^https$/ }).nullable(),
  /** Null while nothing was changed at Meta. */
  callback: callback.nullable(),
});

/** What is kept of a tunnel while it is open, and after a crash. */
type Kept = z.infer<typeof kept>;

/** What is to be given back. */
export type KeptCallback = z.infer<typeof callback>;

const pathOf = (dataDir: string) => join(dataDir, "tunnel.json");

/** What this process keeps itself, by data folder. */
const own = new Map<string, Kept>();

/** What is kept of the tunnel of a data folder; null where there is nothing to be given back. Throws where it can't be read. */
export function readKept(dataDir: string): Kept | null {
  const text = readOrEmpty(pathOf(dataDir));
  if (text === "") return null;
  try {
    return kept.parse(JSON.parse(text));
  } catch (cause) {
    const advice =
      "Note the former callback if you find it there, delete the file, and run npm run doctor to see where messages go.";
    throw new Error(`${pathOf(dataDir)} can't be read. ${advice}`, { cause });
  }
}

/** As `readKept`, but this process knows what it has kept itself, whatever became of the file since. */
export function recallKept(dataDir: string): Kept | null {
  return own.get(dataDir) ?? readKept(dataDir);
}

/** Why what is kept can't be read, and what to do about it; null where it can. */
export function findKeptFault(dataDir: string): string | null {
  try {
    readKept(dataDir);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Keeps it, so that it outlives a power cut from here on. */
export function keep(dataDir: string, content: Kept): void {
  own.set(dataDir, content);
  const path = pathOf(dataDir);
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${JSON.stringify(content, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
  syncFolder(dataDir);
}

/** Forgets it, once everything was given back. */
export function forget(dataDir: string): void {
  own.delete(dataDir);
  rmSync(pathOf(dataDir), { force: true });
}

/** A new name in a folder is only there for good once the folder is written; Windows opens no folders, and needs no such thing. */
function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const opened = openSync(folder, "r");
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}
