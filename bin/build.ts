import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { say } from "./console.ts";
import { generate } from "./generate.ts";
import { hashOf, projectPath, projectRoot, readOrEmpty, writeInto } from "./project.ts";
import { runCommand } from "./run-command.ts";

const SOURCES = [
  "app",
  "components",
  "lib",
  "pages",
  "prisma/schema.prisma",
  "next.config.js",
  "postcss.config.js",
  "proxy.ts",
];
const SETUP = ["public", "tsconfig.json", "package.json", "package-lock.json"];
const hashFile = projectPath(".next", "source-hash");

function hashOfSources(): string {
  return hashOf([...SOURCES, ...SETUP], (path) => /\.test\.tsx?$/.test(path));
}

/** Whether .next holds a build of the sources as they are. */
export function isBuilt(): boolean {
  return existsSync(projectPath(".next", "BUILD_ID")) && readOrEmpty(hashFile) === hashOfSources();
}

function runNextBuild(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = projectPath("node_modules", "next", "dist", "bin", "next");
    const child = spawn(process.execPath, [next, "build"], {
      cwd: projectRoot,
      signal,
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.once("error", reject);
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${output}\nThe build failed; the reason is above.`)),
    );
  });
}

/** Builds the pages and endpoints if their sources changed since the last build; true if it did. */
export async function build(signal?: AbortSignal): Promise<boolean> {
  await generate();
  if (isBuilt()) return false;
  const hash = hashOfSources();
  await runNextBuild(signal);
  writeInto(hashFile, hash);
  return true;
}

if (import.meta.main) {
  await runCommand(async () => say((await build()) ? "Built." : "The build is up to date."));
}
