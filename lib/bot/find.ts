import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import { readWords, type Words, withoutAccents } from "./words.ts";

let byName: ReadonlyMap<string, Command> | undefined;

/** The command that has one of these words as a name, or null. Costs next to nothing, whatever the words are. */
export function findByName({ line, sentence }: Words): Command | null {
  // Not before the first question: the commands know each other through the list that help is made from.
  byName ??= new Map(
    commands.flatMap((command) =>
      namesOf(command).map((name) => [toKey(readWords(name).line), command] as const),
    ),
  );
  const begun = lookUp(byName, sentence);
  return lookUp(byName, line) ?? (begun?.isHeardInSentence ? begun : null);
}

/** As it is written, or else without accents; two letters are too few to tell what they stand for. */
function lookUp(names: ReadonlyMap<string, Command>, line: string): Command | null {
  const key = toKey(line);
  return names.get(key) ?? (key.length > 2 ? names.get(withoutAccents(key)) : undefined) ?? null;
}

/** The command that these words ask for, by name or as what it understands besides, or null. */
export function findCommand(words: Words): Command | null {
  return findByName(words) ?? commands.find((command) => command.understands?.(words.line)) ?? null;
}

/** Every word that a command listens to. */
export function namesOf({ name, aliases }: Command): string[] {
  return [name, ...aliases];
}

/** A line as names are looked up: dashes and underscores join words as spaces do. */
export function toKey(line: string): string {
  return line.replaceAll(/[\s_-]+/gu, " ");
}
