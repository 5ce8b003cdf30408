import { describe, expect, test } from "vitest";
import { blanksOf } from "./template-blanks.ts";
import { checkButtons } from "./template-buttons.ts";

const { buttons } = blanksOf([
  {
    type: "BUTTONS",
    buttons: [
      { type: "URL", text: "See results", url: "https://school.example/{{1}}" },
      { type: "QUICK_REPLY", text: "Thanks" },
      { type: "COPY_CODE", text: "Copy" },
      { type: "URL", text: "Home", url: "https://school.example" },
      { type: "FLOW", text: "Enrol" },
    ],
  },
]);

const text = (value: string) => ({ type: "text", text: value });
const payload = (value: unknown) => ({ type: "payload", payload: value });
const coupon = (value: unknown) => ({ type: "coupon_code", coupon_code: value });
const button = (sub_type: string, index: unknown, ...parameters: unknown[]) => ({
  type: "button",
  sub_type,
  index,
  parameters,
});
const URL = button("url", "0", text("a1"));
const CODE = button("copy_code", 2, coupon("SALE"));

const pathsOf = (given: unknown[]) =>
  checkButtons(
    buttons,
    given.map((component, at) => ({ component, path: `c.${at}` })),
    "c",
  ).map(({ path }) => path);

describe("what Meta takes has no fault:", () => {
  test.for([
    ["the buttons that need a value", [URL, CODE]],
    ["a button that may have one", [CODE, URL, button("quick_reply", "1", payload("RSVP"))]],
    ["a button that may have one, without", [URL, CODE, button("QUICK_REPLY", 1)]],
    ["a button whose values only Meta knows", [URL, CODE, button("flow", 4, { type: "action", action: {} })]],
  ] as const)("%s", ([, given]) => {
    expect(pathsOf([...given])).toEqual([]);
  });
});

describe("what Meta would refuse is told, with its place:", () => {
  test.for([
    ["none where two are needed", [], ["c", "c"]],
    ["the same twice", [URL, CODE, URL], ["c.2.index"]],
    ["one that there is not", [URL, CODE, button("url", 7, text("b"))], ["c.2.index"]],
    ["one of another kind", [URL, CODE, button("url", 1, text("b"))], ["c.2.sub_type"]],
    ["one without an index", [URL, CODE, { type: "button", sub_type: "url" }], ["c.2"]],
    ["an index that is none", [URL, CODE, button("url", "first", text("b"))], ["c.2"]],
    ["a value for a fixed address", [URL, CODE, button("url", 3, text("b"))], ["c.2.parameters"]],
    ["two values for one", [button("url", 0, text("a"), text("b")), CODE], ["c.0.parameters"]],
    ["an address with a tab", [button("url", 0, text("a\tb")), CODE], ["c.0.parameters.0.text"]],
    ["an empty payload", [URL, CODE, button("quick_reply", 1, payload(""))], ["c.2.parameters.0.payload"]],
    ["a text for a payload", [URL, CODE, button("quick_reply", 1, text("x"))], ["c.2.parameters.0"]],
    [
      "an endless code",
      [URL, button("copy_code", 2, coupon("x".repeat(16)))],
      ["c.1.parameters.0.coupon_code"],
    ],
    ["a code that is none", [URL, button("copy_code", 2, coupon(5))], ["c.1.parameters.0"]],
  ] as const)("%s", ([, given, paths]) => {
    expect(pathsOf([...given])).toEqual(paths);
  });
});

describe("beside a button that cannot be read, the others are judged in their own places:", () => {
  const readable = { type: "URL", text: "See results", url: "https://school.example/{{1}}" };

  test.for([
    ["null", null],
    ["one without a type", { text: "Tap" }],
    ["one whose type is a number", { type: 5 }],
    ["one that is a text", "URL"],
    ["one that is a list", []],
    ["one without a label", { type: "QUICK_REPLY" }],
    ["one whose label is null", { type: "QUICK_REPLY", text: null }],
    ["one whose label is an object", { type: "URL", text: {}, url: 7 }],
  ] as const)("%s", ([, odd]) => {
    const parts = blanksOf([null, 5, { type: null }, "BODY", { type: "BUTTONS", buttons: [odd, readable] }]);
    const judge = (...given: unknown[]) =>
      checkButtons(
        parts.buttons,
        given.map((component, at) => ({ component, path: `c.${at}` })),
        "c",
      ).map(({ message }) => message);
    expect(judge()).toEqual(["The button “See results” (index 1) is not filled in."]);
    expect(judge(button("url", 1, text("a")))).toEqual([]);
  });

  test("and what is given for it is left to Meta", () => {
    const odd = blanksOf([{ type: "BUTTONS", buttons: [{ text: "Tap" }, readable] }]).buttons;
    const given = [button("mystery", 0, { type: "mystery" }), button("url", 1, text("a"))];
    expect(
      checkButtons(
        odd,
        given.map((component) => ({ component, path: "c" })),
        "c",
      ),
    ).toEqual([]);
  });
});
