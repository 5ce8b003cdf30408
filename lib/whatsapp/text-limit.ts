/** WhatsApp's limit for a text, in characters. */
export const LONGEST_TEXT = 4096;

/** How many characters a text has; an emoji made of one code point is one. */
export function lengthOf(text: string): number {
  return [...text].length;
}
