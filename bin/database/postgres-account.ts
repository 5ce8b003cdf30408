import { execFileSync } from "node:child_process";
import { existsSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** An account of the operating system that a process runs as. */
export type Account = { uid: number; gid: number };

function findAccount(name: string): Account | null {
  try {
    const ask = (flag: string) =>
      Number(execFileSync("id", [flag, name], { stdio: ["ignore", "pipe", "ignore"] }));
    return { uid: ask("-u"), gid: ask("-g") };
  } catch {
    return null;
  }
}

/**
 * The account PostgreSQL has to run as, or null for our own. Only root needs another one: the owner of the
 * data there is, else `postgres` or `nobody`, which every Unix has; none is created.
 */
export function chooseAccount(clusterFolder: string): Account | null {
  if (process.getuid?.() !== 0) return null;
  if (existsSync(clusterFolder)) {
    const { uid, gid } = statSync(clusterFolder);
    if (uid !== 0) return { uid, gid };
  }
  const account = findAccount("postgres") ?? findAccount("nobody");
  if (!account) {
    throw new Error(
      "PostgreSQL refuses to run as root, and there is neither a user `postgres` nor `nobody`. Start as an ordinary user.",
    );
  }
  return account;
}

function allows(path: string, account: Account, bits: number): boolean {
  const { mode, uid, gid } = statSync(path);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

const READ_AND_ENTER = 0o5;
/** Enough for a folder in which one knows the names. */
export const ENTER = 0o1;

/** Whether the account can go into every folder down to this path, and read and enter (or run) it. */
export function canReach(path: string, account: Account | null, bits = READ_AND_ENTER): boolean {
  if (!account) return true;
  const real = realpathSync(path);
  if (!allows(real, account, bits)) return false;
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    if (!allows(folder, account, ENTER)) return false;
    if (folder === dirname(folder)) return true;
  }
}
