import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findCommand } from "./find.ts";
import { readWords } from "./words.ts";

describe("a command is understood however it is written", () => {
  test.for([
    ["/start", "start"],
    ["START", "start"],
    ["Link!", "link"],
    ["link.", "link"],
    ["link?!", "link"],
    ["link…", "link"],
    [" LINK ", "link"],
    ["\n\tlink\n", "link"],
    ["link\nstop", "link"],
    ["link\r\nstop", "link"],
    ["ＬＩＮＫ", "link"],
    ["／ｌｉｎｋ！", "link"],
    ["LİNK", "link"],
    ["lİnk", "link"],
    ["UNLİNK", "unlink"],
    ["l\u200bi\u200dnk", "link"],
    ["\ufefflink", "link"],
    ["\u202elink\u202c", "link"],
    ["link\u00a0", "link"],
    ["li\u0000nk", "link"],
    ['"status"', "status"],
    ["'status'", "status"],
    ["“Status”", "status"],
    ["«status»", "status"],
    ["*status*", "status"],
    ["_status_", "status"],
    ["`status`", "status"],
    ["Status:", "status"],
    ['"/Unlink!"', "unlink"],
    ["Hi!", "hello"],
    ["hello,", "hello"],
    ["HELP", "hello"],
    ["Menu.", "hello"],
    ["123456", "code"],
    ["123 456", "code"],
    ["“123-456”.", "code"],
    ["Code: 123456", "code"],
    ["１２３４５６", "code"],
    ["LINK ABCD-EFGH", "invitation"],
    ["link abcd3fgh", "invitation"],
    ["“Link AB2D–EFGH”", "invitation"],
    ["YES!", "yes"],
    ["Sí", "yes"],
    ["No.", "no"],
  ] as const)("%j means %s", ([text, name]) => {
    expect(findCommand(readWords(text))?.name).toBe(name);
  });
});

test.for([
  "",
  "   ",
  "\u200b",
  "links",
  "link status",
  "link whatsapp",
  "link ABCD-EFGH please",
  "12345",
  "1234567",
  "yes no",
  "not",
  "/link@bot",
  "please link",
  "%s",
  "{{1}}",
  "=HYPERLINK(1)",
  "__proto__",
  "constructor",
  "<script>link</script>",
  "liпk",
  "🎓",
])("%j is no command", (text) => {
  expect(findCommand(readWords(text))).toBeNull();
});

test("any text whatsoever is read without failing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const words = readWords(text);
      expect(words.line).not.toContain("\n");
      findCommand(words);
    }),
    { numRuns: 2000 },
  );
});
