/** A way to run statements, as pg has it: a text with values or an object, and maybe a callback. */
export type Call = (...given: unknown[]) => unknown;

/** The most texts of statements that get a name: each connection of the database keeps their plans. */
const MOST_NAMES = 500;

const names = new Map<string, string>();

/** A name for the text of a statement with values, so that each connection parses and plans it once; none once there are too many. */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (!name && names.size < MOST_NAMES) {
    name = `connect_${names.size}`;
    names.set(text, name);
  }
  return name;
}

/** A way to run statements that gives a name to each that has values and no name yet, and then runs it as `call` does. */
export function named(call: Call): Call {
  return (query, ...rest) => {
    if (typeof query === "string" && Array.isArray(rest[0])) {
      const [values, ...others] = rest;
      return call({ text: query, values, name: nameOf(query) }, ...others);
    }
    if (isUnnamed(query)) return call({ ...query, name: nameOf(query.text) }, ...rest);
    return call(query, ...rest);
  };
}

function isUnnamed(query: unknown): query is { text: string } {
  return (
    typeof query === "object" &&
    query !== null &&
    "text" in query &&
    typeof query.text === "string" &&
    "values" in query &&
    !("submit" in query) &&
    !("name" in query && query.name)
  );
}
