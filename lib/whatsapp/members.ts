/** What an object holds itself under a name; undefined for all that is none. */
export function memberOf(value: unknown, name: string): unknown {
  const isObject = typeof value === "object" && value !== null && Object.hasOwn(value, name);
  return isObject ? (value as Record<string, unknown>)[name] : undefined;
}

/** The text that an object holds itself under a name; an empty one where there is none. */
export function textMember(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === "string" ? text : "";
}

/** The list that an object holds itself under a name; an empty one where there is none. */
export function listMember(value: unknown, name: string): unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}
