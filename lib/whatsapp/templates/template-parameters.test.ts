import { describe, expect, test } from "vitest";
import { listParameterFaults } from "./template-parameters.ts";

const BODY = { type: "BODY", text: "Hi {{1}}, you scored {{2}} of {{3}}." };

const TEMPLATES = {
  bare: { parameterFormat: "POSITIONAL", components: [{ type: "BODY", text: "Hello" }] },
  positional: { parameterFormat: "POSITIONAL", components: [BODY] },
  titled: {
    parameterFormat: "POSITIONAL",
    components: [
      { type: "HEADER", format: "TEXT", text: "For {{1}}" },
      { type: "BODY", text: "Hello {{1}}" },
    ],
  },
  named: {
    parameterFormat: "NAMED",
    components: [{ type: "BODY", text: "Class at {{time}}, {{first_name}}; {{time}}!" }],
  },
  picture: {
    parameterFormat: "POSITIONAL",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Look" },
    ],
  },
  place: {
    parameterFormat: "POSITIONAL",
    components: [
      { type: "HEADER", format: "LOCATION" },
      { type: "BODY", text: "Come" },
    ],
  },
  code: {
    parameterFormat: "POSITIONAL",
    components: [
      { type: "BODY", text: "Code {{1}}" },
      { type: "BUTTONS", buttons: [{ type: "OTP", text: "Copy code" }] },
    ],
  },
} as const;

const text = (value: unknown, more: object = {}) => ({ type: "text", text: value, ...more });
const named = (name: string, value = "x") => text(value, { parameter_name: name });
const body = (...parameters: unknown[]) => ({ type: "body", parameters });
const header = (...parameters: unknown[]) => ({ type: "header", parameters });
const image = (members: object) => ({ type: "image", image: members });

const pathsOf = (name: keyof typeof TEMPLATES, given: unknown[] | null) =>
  listParameterFaults({ ...TEMPLATES[name], components: [...TEMPLATES[name].components] }, given, "c").map(
    ({ path }) => path,
  );

describe("what Meta takes has no fault:", () => {
  test.for([
    ["no blanks, no values", "bare", null],
    ["no blanks, an empty list", "bare", []],
    ["values in their order", "positional", [body(text("Maria"), text("18"), text("20"))]],
    ["a title and a text", "titled", [{ ...header(text("Algebra")), type: "HEADER" }, body(text("Maria"))]],
    ["names in any order, each once", "named", [body(named("first_name"), named("time"))]],
    ["a picture by id", "picture", [header(image({ id: "9001" }))]],
    ["a picture by address", "picture", [header(image({ link: "https://x.test/a.png" }))]],
    ["a place", "place", [header({ type: "location", location: { latitude: "-23.5", longitude: 46 } })]],
    [
      "a code, in text and button",
      "code",
      [body(text("123456")), { type: "button", sub_type: "url", index: "0", parameters: [text("123456")] }],
    ],
    [
      "money and times",
      "positional",
      [
        body(
          { type: "currency", currency: { fallback_value: "€5", code: "EUR", amount_1000: 5000 } },
          { type: "date_time", date_time: { fallback_value: "today" } },
          text("four    spaces"),
        ),
      ],
    ],
    [
      "a text of 32,768 characters where there is nothing else",
      "named",
      [body(named("time", "🎓".repeat(32_768)), named("first_name"))],
    ],
  ] as const)("%s", ([, name, given]) => {
    expect(pathsOf(name, given && [...given])).toEqual([]);
  });
});

describe("what Meta would refuse is told, with its place:", () => {
  test.for([
    ["no values", "positional", null, ["c"]],
    ["too few", "positional", [body(text("1"), text("2"))], ["c.0.parameters"]],
    ["too many", "bare", [body(text("1"))], ["c.0.parameters"]],
    ["an empty value", "positional", [body(text("1"), text(" "), text("3"))], ["c.0.parameters.1.text"]],
    ["a line break", "positional", [body(text("1"), text("2"), text("a\nb"))], ["c.0.parameters.2.text"]],
    ["a tab", "titled", [header(text("a\tb")), body(text("x"))], ["c.0.parameters.0.text"]],
    ["five spaces", "titled", [header(text("x")), body(text("a     b"))], ["c.1.parameters.0.text"]],
    ["a blank in a value", "titled", [header(text("x")), body(text("{{2}}"))], ["c.1.parameters.0.text"]],
    [
      "an endless title",
      "titled",
      [header(text("x".repeat(61))), body(text("x"))],
      ["c.0.parameters.0.text"],
    ],
    [
      "an endless text",
      "titled",
      [header(text("x")), body(text("x".repeat(1025)))],
      ["c.1.parameters.0.text"],
    ],
    ["a number", "titled", [header(text("x")), body(text(7))], ["c.1.parameters.0"]],
    ["a value that is none", "titled", [header(text("x")), body(null)], ["c.1.parameters.0"]],
    [
      "no name",
      "named",
      [body(text("x"), named("time"))],
      ["c.0.parameters.0.parameter_name", "c.0.parameters"],
    ],
    [
      "an unknown name",
      "named",
      [body(named("time"), named("first_name"), named("day"))],
      ["c.0.parameters.2.parameter_name"],
    ],
    [
      "a name twice",
      "named",
      [body(named("time"), named("time"), named("first_name"))],
      ["c.0.parameters.1.parameter_name"],
    ],
    ["a name that is missing", "named", [body(named("time"))], ["c.0.parameters"]],
    ["no picture", "picture", null, ["c"]],
    ["a video for a picture", "picture", [header({ type: "video", video: { id: "1" } })], ["c.0.parameters"]],
    [
      "a picture twice over",
      "picture",
      [header(image({ id: "1", link: "https://x.test" }))],
      ["c.0.parameters"],
    ],
    [
      "a picture from nowhere",
      "picture",
      [header(image({ link: "javascript:alert(1)" }))],
      ["c.0.parameters"],
    ],
    [
      "a place without its longitude",
      "place",
      [header({ type: "location", location: { latitude: 1 } })],
      ["c.0.parameters"],
    ],
    ["a part twice", "positional", [body(text("1"), text("2"), text("3")), body()], ["c.1.type"]],
    ["a part that takes no values", "bare", [{ type: "footer" }], ["c.0.type"]],
    ["a part that there is not", "bare", [{ type: "carousel" }], ["c.0.type"]],
    ["what is no part", "bare", [null, "x", { type: 5 }], ["c.0", "c.1", "c.2"]],
  ] as const)("%s", ([, name, given, paths]) => {
    expect(pathsOf(name, given && [...given])).toEqual(paths);
  });
});

test("a template that Meta lists in a way that we do not know is left to Meta", () => {
  const odd = [
    null,
    7,
    { type: "BODY" },
    { type: "HEADER", format: "HOLOGRAM" },
    { type: "BUTTONS", buttons: 7 },
  ];
  expect(listParameterFaults({ parameterFormat: "POSITIONAL", components: odd }, null, "c")).toEqual([]);
});
