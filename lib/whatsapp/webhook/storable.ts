/** How many levels are kept: Meta nests about ten deep; PostgreSQL gives up at some thousands. */
export const MAX_DEPTH = 100;

/**
 * A JSON value as jsonb can hold it: neither NUL characters nor halves of surrogate pairs, and not nested without end.
 * What needs no change is given back as it is, the very same value; so a value that is another one was altered.
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return storableText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) return "[nested too deep]";
  return Array.isArray(value) ? storableList(value, depth + 1) : storableObject(value, depth + 1);
}

function storableList(given: unknown[], depth: number): unknown[] {
  let members: unknown[] | undefined;
  for (let at = 0; at < given.length; at++) {
    const member = storable(given[at], depth);
    if (member !== given[at]) members ??= given.slice(0, at);
    members?.push(member);
  }
  return members ?? given;
}

function storableObject(given: object, depth: number): object {
  let altered: Map<string, unknown> | undefined;
  for (const name in given) {
    const value: unknown = given[name as keyof typeof given];
    const member = storable(value, depth);
    if (member !== value || storableText(name) !== name) altered ??= new Map();
    if (member !== value) altered?.set(name, member);
  }
  if (!altered) return given;
  const members = Object.entries(given).map(([name, value]) => [
    storableText(name),
    altered.has(name) ? altered.get(name) : value,
  ]);
  return Object.fromEntries(members);
}

function storableText(text: string): string {
  return text.includes("\u0000") || !text.isWellFormed()
    ? text.replaceAll("\u0000", "\uFFFD").toWellFormed()
    : text;
}
