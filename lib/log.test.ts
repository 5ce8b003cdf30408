import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "./errors.ts";
import { describeError } from "./log.ts";

test("what a log shows of an error never holds its message, whatever that is", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (text) => {
      const canary = `+15551234567 ${text}\n    at +15551234567 ${text}`;
      const error = new AppError("some_code", canary, 400, { cause: new TypeError(canary) });
      expect(JSON.stringify(describeError(error))).not.toContain("+15551234567");
    }),
    { numRuns: 1000 },
  );
});

test("what a log shows of an error says what kind it is, its code, where it happened and why", () => {
  const error = new AppError("some_code", "secret", 400, { cause: new TypeError("secret") });
  expect(describeError(error)).toMatchObject({
    kind: "AppError",
    code: "some_code",
    at: expect.arrayContaining([expect.stringContaining("log.test.ts")]),
    cause: { kind: "TypeError" },
  });
});

test("what was thrown and is no error is shown by its kind only", () => {
  expect(describeError("secret")).toEqual({ kind: "string" });
  expect(describeError({ secret: 1 })).toEqual({ kind: "object" });
});
