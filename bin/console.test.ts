import { stripVTControlCharacters } from "node:util";
import { afterEach, expect, test, vi } from "vitest";
import { complain, say } from "./console.ts";
import { printable } from "./printable.ts";

afterEach(() => vi.restoreAllMocks());

test.for<[string, string, string]>([
  ["a colour", "\u001b[31mred", "red"],
  ["a cleared screen", "a\u001b[2J\u001b[Hb", "ab"],
  ["a title of the window", "a\u001b]0;title\u0007b", "ab"],
  ["an escape of its own", "a\u001b", "a"],
  ["a sequence of one character", "a\u009b31mb", "ab"],
  ["a line written over", "all is well\rnot", "all is wellnot"],
  ["a turned direction", "a\u202eb\u2066c\u200fd", "abcd"],
  ["a null and a backspace", "a\u0000b\u0008c", "abc"],
])("%s from outside doesn't reach the terminal", ([, text, seen]) => {
  expect(printable(text)).toBe(seen);
});

test("lines, tabs, signs and other scripts stay as they are", () => {
  const text = "one\n\ttwo “three” ✓ 🇩🇪 👩\u200d🎓 العربية";
  expect(printable(text)).toBe(text);
});

test("what is said and what is complained of is printable, and only our own colours are left", () => {
  const out = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const error = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  say({ text: "✓\u001b[8m", style: "green" }, " of\u001b[31m Meta");
  complain("a\u001b]0;title\u0007b");
  expect(out).toHaveBeenCalledOnce();
  expect(stripVTControlCharacters(String(out.mock.calls[0]))).toBe("✓ of Meta\n");
  expect(String(out.mock.calls[0])).not.toMatch(/\[8m|\[31m/);
  expect(error.mock.calls).toEqual([["ab\n"]]);
});
