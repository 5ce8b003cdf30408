/** A blank as it stands in a template's text: `{{1}}` or `{{first_name}}`. */
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** More than Meta's longest text of a template. */
const LONGEST = 40_000;

/** The placeholders of a text, each once: in their order, but numbers by their value, as Meta pairs them with values. */
export function placeholdersIn(text = ""): string[] {
  const names = [...new Set([...text.slice(0, LONGEST).matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""))];
  return names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

/** A text with values in the place of its placeholders; those without one stay. */
export function fillPlaceholders(
  text: string,
  valueFor: (placeholder: string) => string | undefined,
): string {
  return text.replaceAll(PLACEHOLDER, (whole, placeholder: string) => valueFor(placeholder) || whole);
}
