import { expect, test } from "vitest";
import { z } from "zod";
import { optional } from "./optional.ts";

const schema = z.object({ name: optional(z.string()), list: optional(z.array(z.unknown())) });

test.for([
  undefined,
  null,
  "",
  " ",
  "\n\t",
  "\u00a0",
  "\u200b",
  "\u0000",
  "\u202e\u200f",
  "\u3164",
  "\u2800",
  "\u0301",
  "\u{e0041}",
  5,
  true,
  {},
  [],
])("%j is as good as no name", (name) => {
  expect(schema.parse({ name }).name).toBeUndefined();
});

test("what is there is kept as it is, and what is missing is missing", () => {
  expect(schema.parse({ name: " Rosa ", list: [null] })).toEqual({ name: " Rosa ", list: [null] });
  expect(schema.parse({})).toEqual({});
  expect(schema.parse({ list: null })).toEqual({});
});
