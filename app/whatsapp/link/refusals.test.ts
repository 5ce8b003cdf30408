import { expect, test } from "vitest";
import { wordsForFailure } from "../../login/failures.ts";
import { refusalFor } from "./refusals.ts";

test.for(["constructor", "__proto__", "toString", "hasOwnProperty", "nonsense", ""])(
  "a code that an address makes up, %j, gets the words that are always true",
  (code) => {
    expect(refusalFor(code)).toMatchObject({ title: "That didn’t work", next: "retry" });
    expect(wordsForFailure(code, "the school")).toBe(wordsForFailure(undefined));
  },
);
