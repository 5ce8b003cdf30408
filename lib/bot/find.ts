import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import { bare } from "./polite.ts";
import { readWords, type Words, withoutAccents } from "./words.ts";

/** A command, and its word that was heard. */
interface Heard {
  command: Command;
  name: string;
}

let byName: ReadonlyMap<string, Heard> | undefined;
let byLetters: ReadonlyMap<string, Heard> | undefined;

/** The command that has one of these words as a name, or null. Costs next to nothing, whatever the words are. */
export function findByName({ line, sentence }: Words): Heard | null {
  const said = lookUp(line);
  if (said) return said;
  const begun = lookUp(bare(line)) ?? lookUp(bare(sentence));
  return begun?.command.isHeardInSentence ? begun : null;
}

/** As it is written, or else without accents where that makes no other word of it. */
function lookUp(line: string): Heard | null {
  // Not before the first question: the commands know each other through the list that help is made from.
  byName ??= new Map(commands.flatMap(namesWithKeys));
  byLetters ??= new Map(
    [...byName]
      .filter(([key, { command }]) => key === command.name || isUnmistakable(key))
      .map(([key, heard]) => [withoutAccents(key), heard]),
  );
  const key = toKey(line);
  return byName.get(key) ?? byLetters.get(withoutAccents(key)) ?? null;
}

function namesWithKeys(command: Command): [string, Heard][] {
  return namesOf(command).map((name) => [toKey(readWords(name).line), { command, name }]);
}

/** Whether no accent makes another word of it: "paré" is not "pare", nor is "rét" "ret", and "Huy" is a name. */
function isUnmistakable(key: string): boolean {
  return key.length > (/\p{Script=Latin}/u.test(key) ? 5 : 2);
}

/** The command that these words ask for, by name or as what it understands besides, or null. */
export function findCommand(words: Words): Command | null {
  return findByName(words)?.command ?? commands.find((command) => command.understands?.(words.line)) ?? null;
}

/** Every word that a command listens to. */
export function namesOf({ name, aliases }: Command): string[] {
  return [name, ...aliases];
}

/** A line as names are looked up: dashes and underscores join words as spaces do. */
export function toKey(line: string): string {
  return line.replaceAll(/[\s_-]+/gu, " ");
}
