import { expect, test } from "vitest";
import { isOnlyEmoji, parseFormatting } from "./text-format.js";

type Part = { kind: string; text?: string; parts?: Part[] };

function show(parts: Part[]): string {
  const inner = (part: Part) => part.text ?? show(part.parts ?? []);
  return parts
    .map((part) => (part.kind === "plain" ? part.text : `<${part.kind}>${inner(part)}</>`))
    .join("");
}

test.each([
  ["*bold* and _italic_ and ~gone~", "<bold>bold</> and <italic>italic</> and <strike>gone</>"],
  ["*_both_*", "<bold><italic>both</></>"],
  ["```two\nlines``` and `code`", "<mono>two\nlines</> and <code>code</>"],
  ["> *one*\n> two\nthree > 2", "<quote><bold>one</>\ntwo</>three > 2"],
  ["2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"],
  ["*not\nbold*", "*not\nbold*"],
  [
    "see http://localhost:3000/whatsapp/link?token=a_b_c-_.",
    "see <link>http://localhost:3000/whatsapp/link?token=a_b_c-_</>.",
  ],
  ["(https://x.test/a)", "(<link>https://x.test/a</>)"],
  ["*https://x.test/a*", "<bold><link>https://x.test/a</></>"],
])("shows %j as WhatsApp does", (text, shown) => {
  expect(show(parseFormatting(text))).toBe(shown);
});

test("up to three emoji alone are shown big", () => {
  expect(["👍", "🎓🔗", "👍 ok", "1"].map(isOnlyEmoji)).toEqual([true, true, false, false]);
});
