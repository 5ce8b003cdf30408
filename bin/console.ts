import { styleText } from "node:util";
import { printable } from "./printable.ts";

/** A part of a line, in a style or as it is. */
export type Piece = string | { text: string; style: "green" | "yellow" | "red" | "gray" | "bold" | "dim" };

// Styled last: what comes from outside can't bring colours, or worse, of its own.
function lineOf(pieces: readonly Piece[]): string {
  const parts = pieces.map((piece) =>
    typeof piece === "string" ? printable(piece) : styleText(piece.style, printable(piece.text)),
  );
  return `${parts.join("")}\n`;
}

/** Says one thing to the person at the terminal. */
export function say(...pieces: Piece[]): void {
  process.stdout.write(lineOf(pieces));
}

/** Tells the person at the terminal that something is wrong. */
export function complain(line: string): void {
  process.stderr.write(lineOf([line]));
}
