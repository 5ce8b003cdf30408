const MAX_MEMBERS = 12;
const MAX_DEPTH = 4;
const MAX_LENGTH = 400;

/** What a value is made of, and nothing of what it says: names and kinds, such as `{id: text, text: {body: text}}`. */
export function shapeOf(value: unknown): string {
  const shape = outline(value, 0);
  return shape.length > MAX_LENGTH ? `${shape.slice(0, MAX_LENGTH)}…` : shape;
}

function outline(value: unknown, depth: number): string {
  if (value === null || value === undefined) return "nothing";
  if (typeof value === "string") return "text";
  if (typeof value !== "object") return typeof value;
  if (Array.isArray(value))
    return value.length === 0 ? "[]" : `[${value.length} × ${outline(value[0], depth + 1)}]`;
  if (depth >= MAX_DEPTH) return "{…}";
  const members = Object.entries(value);
  const shown = members
    .slice(0, MAX_MEMBERS)
    .map(([name, member]) => `${nameOf(name)}: ${outline(member, depth + 1)}`);
  return `{${[...shown, ...(members.length > MAX_MEMBERS ? ["…"] : [])].join(", ")}}`;
}

/** Meta's names are short words; anything else may be what somebody wrote. */
function nameOf(name: string): string {
  return /^[a-z][a-z0-9_]{0,31}$/.test(name) ? name : "?";
}
