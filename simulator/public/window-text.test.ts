import { expect, test } from "vitest";
import { windowText } from "./window-text.js";

const at = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();

test.each([
  ["wrote at noon, seen at one", at(3, 12), at(3, 13), "Open until tomorrow, 11:59"],
  ["wrote at noon, seen the next morning", at(3, 12), at(4, 9), "Open until 11:59"],
  ["wrote at noon, seen in the last minute", at(3, 12), at(4, 11, 59), "Window closed"],
  ["wrote at noon, seen two days later", at(3, 12), at(5, 12), "Window closed"],
])("the window of a person who %s", (_title, lastInboundAt, now, words) => {
  const closesAt = lastInboundAt + 24 * 60 * 60 * 1000;
  const windowClosesAt = closesAt > now ? closesAt : null;
  expect(windowText({ windowClosesAt, lastInboundAt }, now)).toBe(words);
});

test("a person who has not written has no window yet", () => {
  expect(windowText({ windowClosesAt: null, lastInboundAt: null })).toBe("Hasn’t written yet");
});
