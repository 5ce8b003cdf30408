import { createWriteStream, mkdirSync, type WriteStream } from "node:fs";
import { dirname } from "node:path";
import { complain } from "../console.ts";
import { LARGEST_LOG_BYTES, trimLog } from "./log-file.ts";

const LEVELS: Record<string, string> = {
  40: "warning",
  50: "error",
  60: "fatal",
  warn: "warning",
  error: "error",
};

/** A log line as a person reads it, or null when it is not worth a person's attention. */
export function readableLine(name: string, line: string, isError: boolean): string | null {
  let entry: Record<string, unknown>;
  try {
    entry = JSON.parse(line);
  } catch {
    return isError ? `${name}: ${line}` : null;
  }
  const level = LEVELS[String(entry.level)];
  if (!level) return null;
  const { error } = entry;
  const reason =
    typeof error === "object" && error !== null && "message" in error ? `: ${error.message}` : "";
  return `${name} ${level}: ${entry.msg ?? entry.event ?? ""}${reason}`;
}

/** A log file that begins anew, keeping one older part, when it has grown large. */
export function openLog(path: string): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  let stream: WriteStream | undefined;
  let written = 0;
  return (line) => {
    if (!stream || written > LARGEST_LOG_BYTES) {
      stream?.end();
      trimLog(path);
      stream = createWriteStream(path, { flags: "a", mode: 0o640 }).on("error", () => undefined);
      written = 0;
    }
    written += line.length + 1;
    stream.write(`${line}\n`);
  };
}

const REPEAT_MS = 10_000;
const shownAt = new Map<string, number>();

/** Shows the person at the terminal a line of a process, if it is worth their attention and was not just shown. */
export function showLine(name: string, line: string, isError: boolean, now = Date.now()): void {
  const readable = readableLine(name, line, isError);
  if (!readable || now - (shownAt.get(readable) ?? 0) < REPEAT_MS) return;
  if (shownAt.size > 500) shownAt.clear();
  shownAt.set(readable, now);
  complain(readable);
}
