import fc from "fast-check";
import { expect, test } from "vitest";
import { isBsuid, toAddress, toPhone } from "./people.ts";

const written = fc.oneof(
  fc.string(),
  fc.stringMatching(/^\+?\d{1,24}$/),
  fc.stringMatching(/^[A-Z]{2}\.\w{1,20}$/),
);

test("a number that was brought into form stays as it is", () => {
  fc.assert(
    fc.property(written, (text) => {
      const phone = toPhone(text);
      if (phone === null) return;
      expect(toPhone(phone)).toBe(phone);
      expect(toPhone(phone.slice(1))).toBe(phone);
    }),
    { numRuns: 2000 },
  );
});

test("no identifier is both a number and a BSUID, and neither loses a character", () => {
  fc.assert(
    fc.property(written, (text) => {
      const { phone, bsuid } = toAddress(text, undefined);
      expect(phone === null || bsuid === null).toBe(true);
      if (bsuid !== null) expect(isBsuid(bsuid) && bsuid === text).toBe(true);
      if (phone !== null) expect(phone.slice(1)).toBe(text.replace(/^\+/, ""));
    }),
    { numRuns: 2000 },
  );
});
