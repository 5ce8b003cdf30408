/** Shorter ones are no secrets, and would take words out of Meta's sentences. */
const SHORTEST_SECRET = 8;

/**
 * What a JSON `text` says, without the secrets that we called with: in none of its strings and names, however JSON or a URL spells
 * them. Some of Meta's errors repeat the token, and are shown and kept.
 */
export function withoutSecrets(
  said: unknown,
  text: string,
  secrets: readonly (string | null | undefined)[],
): unknown {
  const ours = secrets.filter((secret) => secret != null).filter(({ length }) => length >= SHORTEST_SECRET);
  // Without an escape, a text spells each secret as it is: most responses need no second look.
  if (!/[\\%]/.test(text) && !ours.some((secret) => text.includes(secret))) return said;
  // What is part of another one goes last.
  const spellings = ours.toSorted((one, other) => other.length - one.length).map(anySpelling);
  return cleaned(said, (words) =>
    spellings.reduce((rest, spelling) => rest.replace(spelling, "[secret]"), words),
  );
}

/** A pattern of a text in which each letter may be percent-encoded. */
function anySpelling(secret: string): RegExp {
  const letters = [...secret].map((letter) => {
    const bytes = Array.from(Buffer.from(letter), (byte) => `%${byte.toString(16).padStart(2, "0")}`);
    const encoded = bytes.join("").replaceAll(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
    return `(?:\\u{${letter.codePointAt(0)?.toString(16)}}|${encoded})`;
  });
  return new RegExp(letters.join(""), "gu");
}

function cleaned(said: unknown, clean: (words: string) => string): unknown {
  if (typeof said === "string") return clean(said);
  if (said === null || typeof said !== "object") return said;
  if (Array.isArray(said)) return said.map((member) => cleaned(member, clean));
  const members = Object.entries(said);
  return Object.fromEntries(members.map(([name, member]) => [clean(name), cleaned(member, clean)]));
}
