/** More than any name that WhatsApp takes, and little enough to stand on a page. */
const MAX_LENGTH = 80;

/** So many marks belong to one letter in some scripts; more only climb over the lines around them. */
const TOO_MANY_MARKS = /(\p{M}{4})\p{M}+/gu;

/** What nobody sees, or what turns the reading direction of what stands behind it. */
const UNSEEN = /[\p{C}\p{DI}\u2800\uFFFD]/gu;

/** Pictures and signs, among them every tick, badge, shield and lock that could say "checked"; two letters look like ticks, too. */
const SIGNS = /[\p{So}\p{Extended_Pictographic}\p{Emoji_Modifier}\u221A\uAA9C]/gu;

/** Quotation marks, which could end the ones that we put around a name. */
const QUOTES = /["\p{Pi}\p{Pf}\u201A\u201B\u201E\u201F\u301D-\u301F\u02BA\u02EE\uFF02]/gu;

/** Digits of any script and, since Chinese writes them as words, these. */
const DIGITS = /[\p{N}\u96F6\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D\u4E03\u516B\u4E5D]/gu;

/** A name with so many digits is read as a number. */
const DIGITS_OF_A_NUMBER = 6;

/** A name on one line, without what nobody sees and what turns the reading direction of what stands behind it. */
export function withoutMarks(name: string): string {
  // The one space that nobody sees.
  return name.replaceAll("\uFEFF", "").replaceAll(/\s/gu, " ").replaceAll(UNSEEN, "");
}

/**
 * A name that a stranger chose, made safe to show between quotation marks. Null if nothing is left, or if it could be
 * mistaken for a number or an email address.
 */
export function foreignName(chosen: string | null): string | null {
  const letters = withoutMarks((chosen ?? "").slice(0, 1000).normalize("NFC"))
    .replaceAll(SIGNS, " ")
    .replaceAll(QUOTES, "'")
    .replaceAll(TOO_MANY_MARKS, "$1")
    .split(" ")
    .filter(Boolean)
    .join(" ")
    .replace(/^[@\uFE6B\uFF20 ]+/u, "");
  if (!letters || isTakenForAnother(letters.normalize("NFKC"))) return null;
  const characters = [...letters];
  return characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH).join("")}…` : letters;
}

function isTakenForAnother(name: string): boolean {
  const hasLetters = /\p{L}/u.test(name);
  const digits = name.match(DIGITS)?.length ?? 0;
  return !hasLetters || digits >= DIGITS_OF_A_NUMBER || /\+ ?\p{N}/u.test(name) || /[^ ]@[^ ]/.test(name);
}
