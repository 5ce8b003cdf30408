import fc from "fast-check";
import { expect, test } from "vitest";
import { cutDeep, holdsMoreThan } from "./nesting.ts";

const cut = (json: string, limit: number) => Buffer.from(cutDeep(Buffer.from(json), limit)).toString();

test.for([
  ['{"a":[1]}', 2, '{"a":[1]}'],
  ['{"a":[1]}', 1, '{"a":0}'],
  ['[[1],{"b":[2]},"[[["]', 2, '[[1],{"b":0},"[[["]'],
  ['["\\"[[[\\\\",[[3]]]', 2, '["\\"[[[\\\\",[0]]'],
  ["[[", 1, "[0"],
  ['["', 1, '["'],
] as const)("of %s no more than %i levels are read", ([json, limit, expected]) => {
  expect(cut(json, limit)).toBe(expected);
});

test("whatever the JSON, what is left is JSON, and what is not nested so deep is unchanged", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), fc.integer({ min: 1, max: 12 }), (json, limit) => {
      const bytes = Buffer.from(json);
      const left = cutDeep(bytes, limit);
      JSON.parse(Buffer.from(left).toString());
      if (limit >= 10) expect(left).toBe(bytes);
    }),
  );
});

test.for([
  ["1", 1],
  ['{"a":1}', 2],
  ['{"a":[1,{"b":"[,{,\\",,"}],"c":2}', 6],
  ["[[[[", 5],
] as const)("%s holds %i values, more or less", ([json, count]) => {
  expect(holdsMoreThan(count - 1, Buffer.from(json))).toBe(true);
  expect(holdsMoreThan(count, Buffer.from(json))).toBe(false);
});
