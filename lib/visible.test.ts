import { expect, test } from "vitest";
import { isSeen } from "./visible.ts";

test.for([
  ...[
    "",
    "   ",
    "\u200B\u200B",
    "\u3164",
    "\u2800",
    "\u0301",
    "\u202E\u2066",
    "\u{E0041}",
    "\uFFFE",
    "\uFE0F",
  ],
  ...["\u00AD", "\u115F\u1160", "\uFFA0", "\u180E", "\u034F", "\uE000", "\u3000\u00A0", "\uFEFF\n"],
])("nothing is seen of %j", (text) => {
  expect(isSeen(text)).toBe(false);
});

test.for(["a", ".", "👍", "❤️", "1️⃣", "क्", "ـ", "\u200B x", "é", "🇩🇪", "👩\u200D🎓"])("%j is seen", (text) => {
  expect(isSeen(text)).toBe(true);
});
