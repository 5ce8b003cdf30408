import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { commands } from "./commands/index.ts";
import { findCommand } from "./find.ts";
import { SPELLINGS } from "./words.cases.ts";
import { readWords } from "./words.ts";

describe("a command is understood however it is written", () => {
  test.for(SPELLINGS)("%j means %s", ([text, name]) => {
    expect(findCommand(readWords(text), commands)?.name).toBe(name);
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
  "link. status",
  "№",
  "Stop by my office",
  "Stop? Where?",
  "Stop❓ Where",
  "End? When does the exam end?",
  "Cancel? Or not?",
  "STOP?! Why",
  "توقف؟ أين",
  "Διακοπή; Πότε",
  "paré",
  "Paré.",
  "rét",
  "bajá",
  "fermà",
  "dúr",
  "huy",
  "please",
  "thank you",
  "please link",
  "link please",
  "link, link",
  "Stop, I need help",
  "stop.it",
  "the end",
  "That is the end. Stop.",
  "end of term",
  "How do I cancel?",
  "cancel my appointment",
  "quitter",
  "to stop",
  "1️⃣",
  "™",
  "%s",
  "{{1}}",
  "=HYPERLINK(1)",
  "__proto__",
  "constructor",
  "<script>link</script>",
  "liпk",
  "🎓",
])("%j is no command", (text) => {
  expect(findCommand(readWords(text), commands)).toBeNull();
});

test("only the beginning of a text is looked at", () => {
  expect(findCommand(readWords(`link${"!".repeat(70_000)}`), commands)?.name).toBe("link");
  expect(findCommand(readWords(`${" ".repeat(300)}link`), commands)).toBeNull();
});

test("any text whatsoever is read without failing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const words = readWords(text);
      expect(words.line).not.toContain("\n");
      findCommand(words, commands);
    }),
    { numRuns: 2000 },
  );
});
