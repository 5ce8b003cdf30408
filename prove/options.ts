import { randomInt } from "node:crypto";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

/** What was asked for on the command line. */
export interface Options {
  /** Names of experiments; all when empty. */
  names: string[];
  isFull: boolean;
  seed: number;
  messages: number | null;
  /** How many experiments run at the same time: most of them wait for much of theirs. */
  atOnce: number;
  keepsLogs: boolean;
  /** A checkout of another version, whose worker runs beside ours. */
  beside: string | null;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} is not a whole number: ${text}`);
  return value;
}

/** Reads the command line; throws, in words, where it makes no sense. */
export function readOptions(words: string[], known: string[]): Options {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: {
      full: { type: "boolean", default: false },
      seed: { type: "string" },
      messages: { type: "string" },
      "at-once": { type: "string" },
      logs: { type: "boolean", default: false },
      beside: { type: "string" },
    },
  });
  const stranger = positionals.find((name) => !known.includes(name));
  if (stranger) throw new Error(`There is no experiment ${stranger}. There are: ${known.join(", ")}.`);
  return {
    names: positionals,
    isFull: values.full,
    seed: values.seed ? wholeNumber("seed", values.seed) : randomInt(1, 1_000_000),
    messages: values.messages ? wholeNumber("messages", values.messages) : null,
    atOnce: wholeNumber("at-once", values["at-once"] ?? (values.full ? "1" : "3")),
    keepsLogs: values.logs,
    beside: values.beside ? resolve(values.beside) : null,
  };
}
