import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { hashOf, projectPath, projectRoot, readOrEmpty, writeInto } from "./project.ts";
import { runCommand } from "./run-command.ts";

const SCHEMA = "prisma/schema.prisma";
const HASH_FILE = projectPath("prisma", "generated", ".schema-hash");

/** Writes Prisma's client into prisma/generated when the schema or the generator changed; true if it did. */
export async function generate(): Promise<boolean> {
  const hash = hashOf([SCHEMA, "node_modules/@prisma/client-generator-ts/package.json"]);
  if (readOrEmpty(HASH_FILE) === hash) return false;
  // In a process of its own: the generator is large, and needed once.
  const words = [projectPath("bin", "database", "write-client.ts")];
  await promisify(execFile)(process.execPath, words, { cwd: projectRoot }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new Error(`Prisma's client couldn't be written:\n${error.stdout ?? ""}${error.stderr ?? ""}`, {
        cause: error,
      });
    },
  );
  writeInto(HASH_FILE, hash);
  return true;
}

if (import.meta.main) await runCommand(generate);
