import { parseArgs } from "node:util";

/** The programs that serve. */
const PROGRAMS = { web: "server/main.ts", worker: "worker/main.ts" };

type Name = keyof typeof PROGRAMS;

const isName = (word: string): word is Name => word in PROGRAMS;

/** What was asked for on the command line: which programs, all where none is named, and whether to migrate before. */
export function readWords(words: string[]): { names: Name[]; programs: string[]; isMigrating: boolean } {
  const { values, positionals } = parseArgs({
    args: words,
    allowPositionals: true,
    options: { migrate: { type: "boolean", default: false } },
  });
  const stranger = positionals.find((word) => !isName(word));
  if (stranger || positionals.length > 1)
    throw new Error(`Usage: npm run serve -- [${Object.keys(PROGRAMS).join("|")}] [--migrate]`);
  const named = positionals.filter(isName);
  const names: Name[] = named.length > 0 ? named : ["web", "worker"];
  return { names, programs: names.map((name) => PROGRAMS[name]), isMigrating: values.migrate };
}
