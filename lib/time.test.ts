import { expect, test } from "vitest";
import { durationInWords } from "./time.ts";

test.for([
  [1, "1 minute"],
  [15, "15 minutes"],
  [60, "1 hour"],
  [90, "90 minutes"],
  [120, "2 hours"],
  [1440, "24 hours"],
] as const)("%d minutes are called %j", ([minutes, words]) => {
  expect(durationInWords(minutes)).toBe(words);
});
