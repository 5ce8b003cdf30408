const MARKS = { "*": "bold", _: "italic", "~": "strike" };

const PATTERN =
  /^> ([^\n]+(?:\n> [^\n]+)*)\n?|```([\s\S]+?)```|`([^`\n]+)`|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]}'])|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\5(?![\p{L}\p{N}])/gmu;

/** @typedef {{kind: string, text?: string, parts?: Part[]}} Part */

/**
 * Splits a text as WhatsApp shows it: bold, italic, strike, mono, code, quote, link and plain parts, nested where allowed.
 * @param {string} text
 * @returns {Part[]}
 */
export function parseFormatting(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(PATTERN)) {
    const [whole, quote, mono, code, link, mark, inner] = match;
    if (match.index > end) parts.push({ kind: "plain", text: text.slice(end, match.index) });
    if (quote !== undefined)
      parts.push({ kind: "quote", parts: parseFormatting(quote.replaceAll("\n> ", "\n")) });
    else if (mono !== undefined) parts.push({ kind: "mono", text: mono });
    else if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (link !== undefined) parts.push({ kind: "link", text: link });
    else parts.push({ kind: MARKS[mark], parts: parseFormatting(inner) });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ kind: "plain", text: text.slice(end) });
  return parts;
}

/** Whether a text is one to three emoji and nothing else, which WhatsApp shows big. */
export function isOnlyEmoji(text) {
  return /^(\p{Extended_Pictographic}(\p{EMod}|\uFE0F|\u200D\p{Extended_Pictographic})*\s*){1,3}$/u.test(
    text,
  );
}
