import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";

/** A text as commands are compared: first line only, full-width and lower case folded, without slash, quotes or punctuation around it. */
export function toWord(text: string): string {
  const [firstLine = ""] = text
    .normalize("NFKC")
    .replaceAll(/[\p{Cf}\p{Cc}\uFFFD]/gu, (character) => (character === "\n" ? "\n" : ""))
    .trim()
    .split("\n");
  return firstLine
    .toLowerCase()
    .replaceAll("\u0307", "")
    .replace(/^[\s/"'“”‘’«»*_`.!]+/u, "")
    .replace(/[\s"'“”‘’«»*_`.,!?;:…]+$/u, "");
}

let byWord: ReadonlyMap<string, Command> | undefined;

/** The command that a text, as `toWord` gives it, asks for, or null. */
export function findCommand(word: string): Command | null {
  // Not before the first question: the commands know each other through the list that help is made from.
  byWord ??= new Map(
    commands.flatMap((command) => [command.name, ...command.aliases].map((name) => [name, command] as const)),
  );
  return byWord.get(word) ?? commands.find((command) => command.understands?.(word)) ?? null;
}
