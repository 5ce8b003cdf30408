import fc from "fast-check";
import { expect, test } from "vitest";
import { type JsonPath, openJson } from "./raw-json.ts";

const slice = (document: string, path: JsonPath) => {
  const bytes = openJson(Buffer.from(document))(path);
  return bytes && Buffer.from(bytes).toString();
};

test.for([
  ['{"a":[1, {"b" : "x\\"]}," } ,3]}', ["a", 1], '{"b" : "x\\"]}," }'],
  ['{"a":[1, {"b" : "x\\"]}," } ,3]}', ["a", 1, "b"], '"x\\"]},"'],
  ['{"a":1,"a":{"b":-1.5e3}}', ["a", "b"], "-1.5e3"],
  [" [ null , true ] ", [1], "true"],
  ['{"\\u0061":"caf\\u00e9 \\ud800"}', ["a"], '"caf\\u00e9 \\ud800"'],
  ['{"a":{}}', ["a", "b"], null],
  ['{"a":"x"}', ["a", 0], null],
  ["[[],{}]", [1], "{}"],
] as const)("of %s, %j is %s", ([document, path, expected]) => {
  expect(slice(document, [...path])).toBe(expected);
});

test("bytes that are no UTF-8 stay as they are", () => {
  const document = Buffer.concat([Buffer.from('{"a":"'), Buffer.from([0xff, 0x00]), Buffer.from('"}')]);
  expect(openJson(document)(["a"])).toEqual(Buffer.from([0x22, 0xff, 0x00, 0x22]));
});

test("whatever the document, each of its members is found", () => {
  const written = fc.tuple(fc.array(fc.jsonValue({ maxDepth: 4 })), fc.constantFrom(0, 1, 3));
  fc.assert(
    fc.property(written, ([members, indent]) => {
      const document = JSON.stringify({ entry: members, last: 1 }, null, indent);
      for (const [at, member] of members.entries()) {
        const found = slice(document, ["entry", at]);
        expect(JSON.parse(found ?? "")).toEqual(JSON.parse(JSON.stringify(member)));
      }
    }),
    { numRuns: 500 },
  );
});
