import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { projectRoot } from "../project.ts";

const USUAL_FILE = ".env";

/** Said instead of a file: there is none, not even the usual one. */
const NO_FILE = "none";

const EMPTY_OR_COMMENT = /^\s*(#.*)?$/;
const SETTING = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=[^\S\n]*(.*)$/;
const LOOKS_LIKE_OURS = /^\s*(?:export\s+)?[A-Z]+_[A-Z_]+\s*=/;

/**
 * The settings of the checkout's .env file, or of the one that ENV_FILE names. What is not there, or not understood to the
 * last line, is an error and not nothing: without a credential in it, a start would be the demo's.
 */
export function readSettingsFile(named: string | undefined): Record<string, string | undefined> {
  const isNamed = Boolean(named?.trim());
  const name = named?.trim() || USUAL_FILE;
  if (name === NO_FILE) return {};
  const file = resolve(projectRoot, name);
  if (!isNamed && !existsSync(file)) return {};
  const text = readText(file, isNamed ? `ENV_FILE=${name}` : name);
  const fault = findFault(text.split("\n"));
  if (fault) throw new Error(`${name}, ${fault}. Each line is NAME=value, a # comment or empty.`);
  return parseEnv(text);
}

function readText(file: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    throw new Error(`${name} can't be read: it doesn't exist, or this program isn't allowed to open it.`, {
      cause,
    });
  }
  if (bytes.includes(0)) throw new Error(`${name} isn't UTF-8 text. Save it as UTF-8.`);
  // Decoding leaves out a byte order mark, which would become a part of the first name.
  return new TextDecoder().decode(bytes).replace(/\r\n?/g, "\n");
}

/** The first line that is not understood, or understood otherwise than it looks; never what it says. */
function findFault(lines: string[]): string | null {
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (EMPTY_OR_COMMENT.test(line)) continue;
    const value = SETTING.exec(line)?.[1];
    if (value === undefined) return `line ${at + 1} can't be understood`;
    const quote = /^["'`]/.exec(value)?.[0];
    if (!quote) continue;
    const last = findClosing(lines, at, value.slice(1), quote);
    if (!last) return `line ${at + 1} opens a quotation mark that isn't closed`;
    if (!EMPTY_OR_COMMENT.test(last.rest)) return `line ${last.at + 1} goes on after a quotation mark`;
    if (lines.slice(at + 1, last.at + 1).some((inner) => LOOKS_LIKE_OURS.test(inner)))
      return `line ${at + 1} opens a quotation mark that isn't closed before the next setting`;
    at = last.at;
  }
  return null;
}

/** Where a quoted value ends, and what follows there. */
function findClosing(
  lines: string[],
  begun: number,
  first: string,
  quote: string,
): { at: number; rest: string } | null {
  for (let at = begun; at < lines.length; at += 1) {
    const line = at === begun ? first : (lines[at] ?? "");
    const end = line.indexOf(quote);
    if (end >= 0) return { at, rest: line.slice(end + 1) };
  }
  return null;
}
