/** Meta nests about ten levels deep; PostgreSQL gives up at some thousands. */
const MAX_DEPTH = 100;

/** The same JSON as jsonb can hold it: neither NUL characters nor halves of surrogate pairs, and not nested without end. */
export function storable(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return storableText(value);
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) return "[nested too deep]";
  if (Array.isArray(value)) return value.map((member) => storable(member, depth + 1));
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [storableText(name), storable(member, depth + 1)]),
  );
}

function storableText(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD").toWellFormed();
}
