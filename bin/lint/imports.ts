import { dirname, join } from "node:path/posix";
import { readSource, SOURCE_FILES } from "./source-files.ts";

const ALIASES: [alias: string, folder: string, ending: string][] = [
  ["#lib/", "lib/", ".ts"],
  ["#components/", "components/", ".tsx"],
  ["#prisma/", "prisma/", ".ts"],
];

/** Something that a file takes from another one of ours; the name is `*` where it is all of it, or not known. */
interface Import {
  from: string;
  name: string;
}

const NAMED = /^(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*"([^"]+)"/gm;
const WHOLE =
  /(?:^(?:import|export)\s+\*[^"\n]*from\s*|\bimport\(\s*|\bimportOriginal<typeof import\()"([^"]+)"/gm;
const EXPORTED = /^export (?:declare )?(?:async )?(?:function|const|class|interface|type) (\w+)/gm;

/** The names that a file gives to others, but for its default. */
export function exportsOf(path: string): string[] {
  return [...readSource(path).matchAll(EXPORTED)].map(([, name = ""]) => name);
}

/** What a file takes from others of ours. */
export function importsOf(path: string): Import[] {
  const source = readSource(path);
  const named = [...source.matchAll(NAMED)].flatMap(([, names = "", specifier = ""]) =>
    names.split(",").map((name) => ({
      from: resolve(path, specifier),
      name: name
        .trim()
        .replace(/^type /, "")
        .replace(/ as .*$/, ""),
    })),
  );
  const whole = [...source.matchAll(WHOLE)].map(([, specifier = ""]) => ({
    from: resolve(path, specifier),
    name: "*",
  }));
  return [...named, ...whole].filter(({ from }) => SOURCE_FILES.includes(from));
}

function resolve(path: string, specifier: string): string {
  const [alias, folder, ending] = ALIASES.find(([start]) => specifier.startsWith(start)) ?? [];
  if (alias && folder) return `${folder}${specifier.slice(alias.length)}${ending}`;
  return specifier.startsWith(".") ? join(dirname(path), specifier) : specifier;
}
