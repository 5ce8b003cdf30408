import { expect, test } from "vitest";
import { ageInWords, durationInWords, timeInZone, timeLeftInWords } from "./time.ts";

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

test.for([
  [1, "1 second"],
  [89.9, "89 seconds"],
  [90, "1 minute"],
  [5400, "1 hour"],
  [7201, "2 hours"],
  [48 * 3600, "2 days"],
] as const)("what was %d seconds ago is %j old", ([seconds, words]) => {
  expect(ageInWords(seconds)).toBe(words);
});

test.for([
  [-1, "0 min"],
  [40.5, "40 min"],
  [90, "1 h 30 min"],
  [47 * 60, "47 h 0 min"],
  [49 * 60, "2 days"],
] as const)("%d minutes are left: %j", ([minutes, words]) => {
  expect(timeLeftInWords(minutes * 60_000)).toBe(words);
});

test.for([
  ["UTC", "2024-01-01 23:30 UTC"],
  ["Europe/Berlin", "2024-01-02 00:30 Europe/Berlin"],
  ["Asia/Kolkata", "2024-01-02 05:00 Asia/Kolkata"],
  ["America/Sao_Paulo", "2024-01-01 20:30 America/Sao_Paulo"],
] as const)("in %s the clocks show %s", ([zone, words]) => {
  expect(timeInZone(new Date("2024-01-01T23:30:59Z"), zone)).toBe(words);
});
