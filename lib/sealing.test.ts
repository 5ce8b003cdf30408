import fc from "fast-check";
import { expect, test } from "vitest";
import { seal, unseal } from "./sealing.ts";

test("what was sealed can be read again, and is sealed differently each time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (plain) => {
      expect(unseal(seal(plain))).toBe(plain);
    }),
  );
  expect(seal("x")).not.toBe(seal("x"));
});

test("what was tampered with, or is no seal, reads as nothing", () => {
  const bytes = Buffer.from(seal("a link token"), "base64");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(unseal(changed.toString("base64"))).toBeNull();
  }
  for (const none of ["", "x", "=", seal("x").slice(0, 20)]) expect(unseal(none)).toBeNull();
});
