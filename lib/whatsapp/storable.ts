/** Meta nests about ten levels deep; PostgreSQL gives up at some thousands. */
const MAX_DEPTH = 100;

/**
 * The same JSON as jsonb can hold it: neither NUL characters nor halves of surrogate pairs, and not nested without end.
 * What needs no change is given back as it is, the very same value; so a value that is another one was altered.
 */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return storableText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) return "[nested too deep]";
  if (Array.isArray(value)) {
    const members = value.map((member) => storable(member, depth + 1));
    return members.every((member, at) => member === value[at]) ? value : members;
  }
  const given = Object.entries(value);
  const members = given.map(([name, member]) => [storableText(name), storable(member, depth + 1)] as const);
  const isSame = members.every(([name, member], at) => name === given[at]?.[0] && member === given[at]?.[1]);
  return isSame ? value : Object.fromEntries(members);
}

function storableText(text: string): string {
  return text.includes("\u0000") || !text.isWellFormed()
    ? text.replaceAll("\u0000", "\uFFFD").toWellFormed()
    : text;
}
