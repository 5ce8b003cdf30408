/** Where a value stands in a JSON document: the names and positions that lead to it. */
export type JsonPath = (string | number)[];

const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);
const isSpace = (byte: number | undefined) =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

type Range = readonly [start: number, end: number];

/**
 * Returns the exact bytes of single values inside a valid JSON document, or null if the path leads nowhere. If a name is
 * repeated, the last one counts.
 */
export function openJson(document: Uint8Array): (path: JsonPath) => Uint8Array | null {
  const members = new Map<number, Map<unknown, Range>>();
  const membersAt = (container: number) => {
    const known = members.get(container) ?? findMembers(document, container);
    members.set(container, known);
    return known;
  };
  return (path) => {
    let range: Range | undefined = [skipSpace(document, 0), document.length];
    for (const step of path) range = range && membersAt(range[0]).get(step);
    return range ? document.subarray(...range) : null;
  };
}

function findMembers(bytes: Uint8Array, container: number): Map<unknown, Range> {
  const found = new Map<unknown, Range>();
  if (!OPENING.has(bytes[container] ?? 0)) return found;
  const isObject = bytes[container] === 0x7b;
  let at = skipSpace(bytes, container + 1);
  for (let position = 0; at < bytes.length && !CLOSING.has(bytes[at] ?? 0); position++) {
    let name: unknown = position;
    if (isObject) {
      const nameEnd = skipValue(bytes, at);
      name = readName(bytes.subarray(at, nameEnd));
      at = skipSpace(bytes, nameEnd, COLON);
    }
    const end = skipValue(bytes, at);
    found.set(name, [at, end]);
    at = skipSpace(bytes, end, COMMA);
  }
  return found;
}

const decoder = new TextDecoder();

function readName(bytes: Uint8Array): string {
  return bytes.includes(BACKSLASH)
    ? JSON.parse(decoder.decode(bytes))
    : decoder.decode(bytes.subarray(1, -1));
}

function skipSpace(bytes: Uint8Array, from: number, separator?: number): number {
  let at = from;
  while (isSpace(bytes[at]) || (separator !== undefined && bytes[at] === separator)) at += 1;
  return at;
}

function skipString(bytes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

function skipValue(bytes: Uint8Array, from: number): number {
  let at = from;
  let depth = 0;
  do {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) at = skipString(bytes, at);
    else {
      if (OPENING.has(byte)) depth += 1;
      if (CLOSING.has(byte)) depth -= 1;
      at = depth === 0 && !CLOSING.has(byte) ? skipScalar(bytes, at) : at + 1;
    }
  } while (depth > 0 && at < bytes.length);
  return at;
}

function skipScalar(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && !isSpace(bytes[at]) && bytes[at] !== COMMA && !CLOSING.has(bytes[at] ?? 0))
    at += 1;
  return at;
}
