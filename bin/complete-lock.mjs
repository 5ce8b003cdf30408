// npm leaves packages for other platforms out of the lock file when the registry at hand does not have them.
// `npm ci` then refuses, and other platforms would get a broken install. This puts them back, by name and version, each with
// the hash that the registry gives for it.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OS =
  /(?:^|[-/])(android|darwin|freebsd|linux|win32|windows|openharmony|netbsd|openbsd|sunos|aix)(?:-|$)/;
const CPU = /-(x64|arm64|arm|ia32|ppc64|s390x|riscv64|loong64|mips64el|wasm32)(?=-|$)/;

/** Platform limits as a package name of the usual form tells them: @next/swc-darwin-arm64, …-linux-x64-musl. */
export function limitsOf(name) {
  const os = OS.exec(name)?.[1];
  const cpu = CPU.exec(name)?.[1];
  const libc = /-musl/.test(name) ? "musl" : /linux.*-gnu/.test(name) ? "glibc" : null;
  return {
    ...(os ? { os: [os === "windows" ? "win32" : os] } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc ? { libc: [libc] } : {}),
  };
}

/** Where npm would look for a dependency of the package at `path`: nested folders first. */
function findEntry(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/node_modules/"), 0))) {
    const key = `${folder ? `${folder}/` : ""}node_modules/${name}`;
    if (packages[key]) return key;
    if (!folder) return null;
  }
}

/** The optional packages that a lock file names as dependencies but does not hold. */
export function listMissing(lock) {
  const missing = new Map();
  for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (!findEntry(lock.packages, path, name))
        missing.set(`node_modules/${name}`, { name, version: range });
    }
  }
  return [...missing].filter(([, { version }]) => /^\d+\.\d+\.\d+\S*$/.test(version));
}

function entryOf({ name, version }, isDev) {
  const file = `${name.split("/").pop()}-${version}.tgz`;
  return {
    version,
    resolved: `https://registry.npmjs.org/${name}/-/${file}`,
    ...limitsOf(name),
    ...(isDev ? { dev: true } : {}),
    optional: true,
  };
}

/** The lock file with the missing packages in it, in npm's own order. */
export function completeLock(lock) {
  const added = listMissing(lock).map(([path, found]) => {
    const parent = Object.values(lock.packages).find((entry) => entry.optionalDependencies?.[found.name]);
    return [path, entryOf(found, Boolean(parent?.dev))];
  });
  const all = [...Object.entries(lock.packages), ...added];
  const packages = Object.fromEntries(all.sort(([left], [right]) => left.localeCompare(right, "en")));
  return { lock: { ...lock, packages }, added: added.map(([path]) => path) };
}

/** The entries that npm would take whatever their content; the folders of our own are none of the registry's. */
export function listUnhashed(lock) {
  return Object.entries(lock.packages).filter(([path, { link, integrity }]) => path && !link && !integrity);
}

/** Gives every entry that has none its hash; `ask` is told a name and a version. */
export function addHashes(lock, ask) {
  const packages = { ...lock.packages };
  for (const [path, { version, resolved, ...rest }] of listUnhashed(lock)) {
    const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
    packages[path] = { version, resolved, integrity: ask(name, version), ...rest };
  }
  return { ...lock, packages };
}

function askRegistry(name, version) {
  const words = ["view", `${name}@${version}`, "dist.integrity"];
  const hash = execFileSync("npm", words, { encoding: "utf8", shell: process.platform === "win32" }).trim();
  if (!/^sha512-[\w+/]{86}==$/.test(hash)) throw new Error(`The registry has no hash of ${name}@${version}.`);
  return hash;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = process.argv[2] ?? fileURLToPath(new URL("../package-lock.json", import.meta.url));
  const { lock, added } = completeLock(JSON.parse(readFileSync(path, "utf8")));
  const hashed = addHashes(lock, askRegistry);
  writeFileSync(path, `${JSON.stringify(hashed, null, 2)}\n`);
  process.stdout.write(
    `${added.length} packages added to ${path}\n${added.map((name) => `  ${name}\n`).join("")}`,
  );
}
