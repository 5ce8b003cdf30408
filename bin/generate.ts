import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { hashOf, projectPath, projectRoot, readOrEmpty, writeInto } from "./project.ts";
import { runCommand } from "./run-command.ts";

const SCHEMA = "prisma/schema.prisma";
const HASH_FILE = projectPath("prisma", "generated", ".schema-hash");

/** Writes Prisma's client into prisma/generated when the schema or Prisma itself changed; true if it did. */
export async function generate(): Promise<boolean> {
  const hash = hashOf([SCHEMA, "node_modules/prisma/package.json"]);
  if (readOrEmpty(HASH_FILE) === hash) return false;
  await promisify(execFile)(
    process.execPath,
    [
      projectPath("node_modules", "prisma", "build", "index.js"),
      "generate",
      "--schema",
      SCHEMA,
      "--no-hints",
    ],
    {
      cwd: projectRoot,
      env: {
        ...process.env,
        // Generating never runs the schema engine; any existing file spares its download.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    },
  ).catch((error: { stdout?: string; stderr?: string }) => {
    throw new Error(`prisma generate failed:\n${error.stdout ?? ""}${error.stderr ?? ""}`, { cause: error });
  });
  writeInto(HASH_FILE, hash);
  return true;
}

if (import.meta.main) await runCommand(generate);
