import { expect, test } from "vitest";
import { firstWords } from "./first-words.ts";

test.for<[says: string, text: string | null, shown: string | null]>([
  ["a short text is shown whole", "Please bring your book.", "Please bring your book."],
  ["lines become one line", "  Dear Rosa,\n\n\tthe test is\u0000 today. ", "Dear Rosa, the test is today."],
  [
    "a long text ends with its last whole word",
    "The test on Friday starts at ten. Please bring your book and two pencils.",
    "The test on Friday starts at ten. Please bring your book and…",
  ],
  ["one endless word is cut", "x".repeat(5000), `${"x".repeat(60)}…`],
  ["nothing is cut within a character", "👍🏽".repeat(70), `${"👍🏽".repeat(60)}…`],
  ["no text is shown as none", " \n ", null],
  ["a template has none", null, null],
])("of a text that tells a message from others, %s", ([, text, shown]) => {
  expect(firstWords(text)).toBe(shown);
});
