const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [BRACE, BRACKET, END_BRACE, END_BRACKET] = [0x7b, 0x5b, 0x7d, 0x5d];
const MARK = Buffer.from("0");

/**
 * JSON in which what is nested deeper than `limit` levels is replaced by a zero: what reads it then takes time by
 * its length alone. What is nested less is given back as it is, the very same bytes.
 */
export function cutDeep(bytes: Uint8Array, limit: number): Uint8Array {
  const kept: Uint8Array[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === BRACE || byte === BRACKET) {
      depth += 1;
      if (depth === limit + 1) kept.push(bytes.subarray(from, at), MARK);
    } else if (byte === END_BRACE || byte === END_BRACKET) {
      if (depth === limit + 1) from = at + 1;
      depth -= 1;
    }
  }
  if (kept.length === 0) return bytes;
  return Buffer.concat([...kept, ...(depth > limit ? [] : [bytes.subarray(from)])]);
}

/** Whether JSON holds more than so many values, of whatever kind; found out without reading any. */
export function holdsMoreThan(limit: number, bytes: Uint8Array): boolean {
  let count = 1;
  for (let at = 0; at < bytes.length && count <= limit; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at);
    else if (byte === COMMA || byte === BRACE || byte === BRACKET) count += 1;
  }
  return count > limit;
}

function endOfString(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(QUOTE, from + 1);
  while (at > 0 && isEscaped(bytes, at, from)) at = bytes.indexOf(QUOTE, at + 1);
  return at < 0 ? bytes.length : at;
}

/** Whether an odd number of backslashes stands before a quote, none of which is before the string's beginning. */
function isEscaped(bytes: Uint8Array, quote: number, from: number): boolean {
  let at = quote - 1;
  while (at > from && bytes[at] === BACKSLASH) at -= 1;
  return (quote - 1 - at) % 2 === 1;
}
