import { LONGEST_TEXT } from "#lib/whatsapp/text-limit";

/**
 * As much as WhatsApp lets one message have, so that those come whole. A browser lays out a longer piece without a
 * space in it for minutes.
 */
const PIECE = LONGEST_TEXT;

/** A text in pieces that a browser can lay out, each with its place; cut at line breaks or spaces where there are any. */
export function inPieces(text: string): [start: number, piece: string][] {
  const pieces: [number, string][] = [];
  for (let from = 0; from < text.length; ) {
    const to = text.length - from <= PIECE ? text.length : cut(text, from);
    pieces.push([from, text.slice(from, to)]);
    from = to;
  }
  return pieces;
}

/** Where to end a piece: behind its last line break or space in its second half, else where it is full. */
function cut(text: string, from: number): number {
  const piece = text.slice(from, from + PIECE);
  const gap = Math.max(piece.lastIndexOf("\n"), piece.lastIndexOf(" ")) + 1;
  if (gap > PIECE / 2) return from + gap;
  const endsInHalf = /[\uD800-\uDBFF]$/.test(piece);
  return from + PIECE - (endsInHalf ? 1 : 0);
}
