import { describe, expect, test } from "vitest";
import { addressOf } from "./recipient.ts";

describe("whom staff write to", () => {
  test.each([
    ["+15551234567", "+15551234567"],
    [" +49 (170) 123-45 67 ", "+491701234567"],
    ["0049 170 1234567", "+491701234567"],
    ["＋４９１７０１２３４５６７", "+491701234567"],
    ["\u202D+49 (0)170\u20111234567\u202C", "+491701234567"],
    ["https://wa.me/491701234567", "+491701234567"],
  ])("%j is a number", (typed, number) => {
    expect(addressOf({ typed, person: null })).toBe(number);
  });

  test.each(["Mei Chen", "+49", "11 98765-4321", "0170 1234567", "+1555123456789012", "+1555abc4567", ""])(
    "%j is none",
    (typed) => {
      expect(addressOf({ typed, person: null })).toBeNull();
    },
  );
});
