import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";

/** A text as commands are compared: first line only, full-width and lower case folded, without slash, quotes or punctuation around it. */
export function toWord(text: string): string {
  const [firstLine = ""] = text
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\p{Cc}]/gu, (character) => (character === "\n" ? "\n" : ""))
    .trim()
    .split("\n");
  return firstLine
    .toLowerCase()
    .replaceAll("\u0307", "")
    .replace(/^[\s/"'“”‘’«»*_`.!]+/u, "")
    .replace(/[\s"'“”‘’«»*_`.,!?;:…]+$/u, "");
}

const byWord = () =>
  new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((word) => [word, command] as const)),
  );

/** The command that a text, as `toWord` gives it, asks for, or null. */
export function findCommand(word: string): Command | null {
  return byWord().get(word) ?? commands.find((command) => command.understands?.(word)) ?? null;
}
