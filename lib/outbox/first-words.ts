/** So many characters tell one message from another. */
const MOST_CHARACTERS = 60;

/** Of a text so much is enough to find its first words in, whatever it begins with. */
export const BEGINNING = 400;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** How a text begins, on one line; null where there is none. A word that doesn't fit is left out if there are others. */
export function firstWords(text: string | null): string | null {
  const line = text
    ?.slice(0, BEGINNING)
    .replace(/[\s\p{Cc}\p{Cs}]+/gu, " ")
    .trim();
  if (!line) return null;
  const characters = Array.from(graphemes.segment(line), ({ segment }) => segment);
  if (characters.length <= MOST_CHARACTERS && text !== null && text.length <= BEGINNING) return line;
  const whole = /^.+(?=\s)/u.exec(characters.slice(0, MOST_CHARACTERS + 1).join(""));
  return `${whole?.[0] ?? characters.slice(0, MOST_CHARACTERS).join("")}…`;
}
