import { readFile } from "node:fs/promises";
import { currentMode, env } from "../env.ts";
import { log } from "../log.ts";
import { type Filed, listSecretLines } from "./secret-lines.ts";

/** What was last read and had weak lines, so that each is told once. */
const told = new Map<Filed, string>();

/**
 * The secrets that the file of a setting holds just now, none without one. The judgement of the start goes on: in production
 * a line that everybody could guess does not count, and is logged by its number.
 */
export async function readSecretFile(name: Filed): Promise<string[]> {
  const file = env()[`${name}_FILE`];
  if (!file) return [];
  const text = await readFile(file, "utf8").catch(() => "");
  const lines = listSecretLines(name, text);
  const weak = currentMode() === "production" ? lines.filter(({ weakness }) => weakness) : [];
  if (weak.length > 0 && told.get(name) !== text) {
    for (const { line, weakness } of weak)
      log().error({ setting: `${name}_FILE`, line, weakness }, "a line of a secret file does not count");
  }
  told.set(name, weak.length > 0 ? text : "");
  return lines.filter((line) => !weak.includes(line)).map(({ secret }) => secret);
}
