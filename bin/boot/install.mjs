import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** What nothing here opens, and is a seventh of everything: Node's C headers, and Prisma's query compilers for other databases. */
const UNUSED = [
  { folder: ".", name: /^node-(bin-)?(linux|darwin|win)-/, below: "include" },
  {
    folder: "@prisma/client/runtime",
    name: /^query_compiler_(small|fast_bg\.(?!postgresql))|^wasm-compiler-edge/,
    below: "",
  },
];

/** So often it is said that something is still going on. */
const STILL_MS = 30_000;

/** What the installed packages depend on: the lock file, whether tests can run, and the platform when a folder is shared between two. */
function hashOf(root, isForTests) {
  const lock = readFileSync(join(root, "package-lock.json"));
  const kind = `${process.platform}-${process.arch}${isForTests ? "-tests" : ""}`;
  return createHash("sha256").update(lock).update(kind).digest("hex");
}

/** How npm is run: by the script that runs us, or beside our own Node, or from PATH; Windows wants a shell for npm.cmd. */
function npmCommand() {
  const given = process.env.npm_execpath;
  const beside = join(dirname(process.execPath), "..", "lib", "node_modules", "npm", "bin", "npm-cli.js");
  const script = [given, beside].find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
  if (script) return { program: process.execPath, words: [script], shell: false };
  return { program: "npm", words: [], shell: process.platform === "win32" };
}

function runNpm(root, isForTests) {
  const { program, words, shell } = npmCommand();
  // Said in either case: what NODE_ENV or npm's own settings say shall not matter.
  const kinds = [isForTests ? "--include=dev" : "--omit=dev", "--include=optional"];
  const options = ["ci", ...kinds, "--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"];
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
    child.once("error", (error) => reject(new Error(`npm couldn't be run: ${error.message}`)));
    child.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${output}\nnpm ci failed; its output is above.`)),
    );
  });
}

function removeUnused(modules) {
  for (const { folder, name, below } of UNUSED) {
    const parent = join(modules, folder);
    if (!existsSync(parent)) continue;
    for (const found of readdirSync(parent).filter((entry) => name.test(entry)))
      rmSync(join(parent, found, below), { recursive: true, force: true });
  }
}

const markerOf = (root) => join(root, "node_modules", ".install-hash");
const hasTests = (root) => existsSync(join(root, "node_modules", "vitest"));

/** Whether the packages are there: by our own mark those of the lock file, else as npm ci or an image has put them there. */
export function isInstalled(root) {
  const marker = markerOf(root);
  if (!existsSync(marker)) return existsSync(join(root, "node_modules", "next"));
  return readFileSync(marker, "utf8") === hashOf(root, hasTests(root));
}

/**
 * Installs the packages of a folder when there are none, or when its lock file is not the one that they were installed from.
 * What only tests need comes with `npm test`, and then stays.
 */
export async function install(root, { isForTests = false } = {}) {
  const marker = markerOf(root);
  const withTests = isForTests || hasTests(root);
  const hash = hashOf(root, withTests);
  if (existsSync(marker) && readFileSync(marker, "utf8") === hash) return;
  process.stdout.write("Installing packages (about a minute, only when they changed)…\n");
  const began = Date.now();
  const still = setInterval(() => {
    process.stdout.write(`Still installing, after ${Math.round((Date.now() - began) / 1000)} s…\n`);
  }, STILL_MS);
  await runNpm(root, withTests).finally(() => clearInterval(still));
  removeUnused(join(root, "node_modules"));
  writeFileSync(marker, hash);
}
