import fc from "fast-check";
import { expect, test } from "vitest";
import { shapeOf } from "./shape.ts";

test.for([
  [
    { id: "wamid.1", timestamp: 1, text: { body: "secret" } },
    "{id: text, timestamp: number, text: {body: text}}",
  ],
  [["secret", 2], "[2 × text]"],
  [{ "my secret": null }, "{?: nothing}"],
  [[], "[]"],
  ["secret", "text"],
] as const)("%j is shown as %s", ([value, shape]) => {
  expect(shapeOf(value)).toBe(shape);
});

test("whatever came, the shape is short and tells no word of it", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 8 }), fc.stringMatching(/^[A-Z]{12}$/), (value, secret) => {
      const shape = shapeOf({ value, said: secret, [secret]: [secret] });
      expect(shape).not.toContain(secret);
      expect(shape.length).toBeLessThan(410);
    }),
  );
});
