import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What the installed packages depend on: the lock file, and the platform when a folder is shared between two. */
function hashOfLock(root) {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform}-${process.arch}`).digest("hex");
}

/** How npm is run: by the script that runs us, or beside our own Node, or from PATH; Windows wants a shell for npm.cmd. */
function npmCommand() {
  const given = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const script = [given, beside].find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (script) return { program: process.execPath, words: [script], shell: false };
  return { program: "npm", words: [], shell: process.platform === "win32" };
}

function runNpm(root) {
  const { program, words, shell } = npmCommand();
  // NODE_ENV=production would leave out what the build needs.
  const options = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--no-progress"];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...words, ...options], {
      cwd: root,
      shell,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk) => {
        output += chunk;
      });
    child.once("error", (error) => reject(new Error(`npm could not be run: ${error.message}`)));
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${output}\nnpm ci failed; its words are above.`)),
    );
  });
}

/** Installs the packages when there are none, or when the lock file is not the one that they were installed from. */
export async function install(root) {
  const marker = join(root, "node_modules", ".install-hash");
  const hash = hashOfLock(root);
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
  process.stdout.write("Installing packages (half a minute, only when they changed)…\n");
  await runNpm(root);
  writeFileSync(marker, hash);
}
