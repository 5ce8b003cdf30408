import type { Command } from "./command.ts";
import { bare } from "./polite.ts";
import { readWords, type Words, withoutAccents } from "./words.ts";

/** A command, and its word that was recognised. */
interface FoundCommand {
  command: Command;
  name: string;
}

/** The commands by their words, as they are written and without accents. */
interface Vocabulary {
  byName: ReadonlyMap<string, FoundCommand>;
  byLetters: ReadonlyMap<string, FoundCommand>;
}

const vocabularies = new WeakMap<readonly Command[], Vocabulary>();

/** The command that has one of these words as a name, or null. Costs next to nothing, whatever the words are. */
export function findByName({ line, sentence }: Words, commands: readonly Command[]): FoundCommand | null {
  const vocabulary = vocabularyOf(commands);
  const said = lookUp(line, vocabulary);
  if (said) return said;
  const begun = lookUp(bare(line), vocabulary) ?? lookUp(bare(sentence), vocabulary);
  return begun?.command.isHeardInSentence ? begun : null;
}

/** The command that these words ask for, by name or as what it understands besides, or null. */
export function findCommand(words: Words, commands: readonly Command[]): Command | null {
  return (
    findByName(words, commands)?.command ??
    commands.find((command) => command.understands?.(words.line)) ??
    null
  );
}

/** Every word that a command listens to. */
export function namesOf({ name, aliases }: Command): string[] {
  return [name, ...aliases];
}

/** A line as names are looked up: dashes and underscores join words as spaces do. */
export function toKey(line: string): string {
  return line.replaceAll(/[\s_-]+/gu, " ");
}

/** As it is written, or else without accents where that makes no other word of it. */
function lookUp(line: string, { byName, byLetters }: Vocabulary): FoundCommand | null {
  const key = toKey(line);
  return byName.get(key) ?? byLetters.get(withoutAccents(key)) ?? null;
}

function vocabularyOf(commands: readonly Command[]): Vocabulary {
  const known = vocabularies.get(commands);
  if (known) return known;
  const byName = new Map(commands.flatMap(namesWithKeys));
  const byLetters = new Map(
    [...byName]
      .filter(([key, { command }]) => key === command.name || isUnmistakable(key))
      .map(([key, named]) => [withoutAccents(key), named]),
  );
  const vocabulary = { byName, byLetters };
  vocabularies.set(commands, vocabulary);
  return vocabulary;
}

function namesWithKeys(command: Command): [string, FoundCommand][] {
  return namesOf(command).map((name) => [toKey(readWords(name).line), { command, name }]);
}

/** Whether no accent makes another word of it: "paré" is not "pare", nor is "rét" "ret", and "Huy" is a name. */
function isUnmistakable(key: string): boolean {
  return key.length > (/\p{Script=Latin}/u.test(key) ? 5 : 2);
}
