/** Nothing that we are sent has more levels than a template's components, which have five. */
const MAX_DEPTH = 32;

/** What is hashed as it was typed, and never stored or looked for as a text. */
const HASHED = new Set(["password"]);

interface Found {
  path: string;
  message: string;
}

/**
 * Where in a JSON value there is text that PostgreSQL cannot hold, in values as in names, or more levels than anything of
 * ours has; null where there is nothing of the kind.
 */
export function findUnfit(given: unknown): Found | null {
  const left: { value: unknown; path: string[] }[] = [{ value: given, path: [] }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { value, path } = next;
    if (typeof value === "string" && isUnfit(value))
      return found(path, "This has characters that are no text.");
    if (typeof value !== "object" || value === null) continue;
    if (path.length >= MAX_DEPTH) return found(path, "This is nested too deep.");
    for (const [name, member] of Object.entries(value)) {
      if (path.length === 0 && HASHED.has(name) && typeof member === "string") continue;
      if (isUnfit(name)) return found([...path, name], "This name has characters that are no text.");
      if (typeof member === "string" || typeof member === "object")
        left.push({ value: member, path: [...path, name] });
    }
  }
  return null;
}

/** Whether a text holds NUL or half of a surrogate pair. */
function isUnfit(text: string): boolean {
  return text.includes("\u0000") || !text.isWellFormed();
}

function found(path: string[], message: string): Found {
  return { path: path.join(".").replaceAll("\u0000", "\uFFFD").toWellFormed().slice(0, 500), message };
}
