import { expect, test } from "vitest";
import { inPieces } from "./pieces.ts";

const words = (text: string) => inPieces(text).map(([, piece]) => piece);

test("a message that WhatsApp itself would take stays in one piece", () => {
  expect(words("w".repeat(4096))).toEqual(["w".repeat(4096)]);
});

test.for([
  ["one word", "a".repeat(100_000)],
  ["words", "word ".repeat(20_000)],
  ["lines", `${"line\n".repeat(3000)}end`],
  ["pictures", `a${"🎓".repeat(30_000)}`],
] as const)("100 kB of %s come in pieces that a browser can lay out, and nothing is lost", ([, text]) => {
  const pieces = words(text);
  expect(pieces.join("")).toBe(text);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(4096);
  expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
});

test("pieces end behind a space or a line break where there is one", () => {
  const [first, second] = words(`${"a".repeat(4000)} ${"b".repeat(4000)}`);
  expect([first, second]).toEqual([`${"a".repeat(4000)} `, "b".repeat(4000)]);
});
