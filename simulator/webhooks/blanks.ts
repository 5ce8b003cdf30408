import type { Json } from "../json.ts";

/** How fields travel that Meta does not know: not at all, as empty texts, or as null. */
export type Blanks = "absent" | "empty" | "null";

/** The fields as Meta sends them; those that are null or undefined become what `blanks` says. */
export function withBlanks(blanks: Blanks, fields: Json): Json {
  const blank = blanks === "empty" ? "" : null;
  const filled = Object.entries(fields).map(([name, value]): [string, unknown] => [name, value ?? blank]);
  return Object.fromEntries(blanks === "absent" ? filled.filter(([, value]) => value !== null) : filled);
}

/** Parts that can be no text: null where blanks are null, else left out. */
export function withoutParts(blanks: Blanks, ...names: string[]): Json {
  return blanks === "null" ? Object.fromEntries(names.map((name) => [name, null])) : {};
}
