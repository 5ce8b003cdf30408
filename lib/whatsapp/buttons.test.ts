import { expect, test } from "vitest";
import { type Buttons, toInteractive } from "./buttons.ts";

const YES = { id: "yes", label: "YES" };
const NO = { id: "no", label: "NO" };
const OPEN = { label: "Open", address: "https://connect.example.edu/link" };

test("answers are reply buttons, in their order", () => {
  expect(toInteractive("Sure?", [YES, NO])).toEqual({
    type: "interactive",
    interactive: {
      type: "button",
      body: { text: "Sure?" },
      action: {
        buttons: [
          { type: "reply", reply: { id: "yes", title: "YES" } },
          { type: "reply", reply: { id: "no", title: "NO" } },
        ],
      },
    },
  });
});

test("an address is a button that opens it", () => {
  expect(toInteractive("Look!", OPEN)).toEqual({
    type: "interactive",
    interactive: {
      type: "cta_url",
      body: { text: "Look!" },
      action: { name: "cta_url", parameters: { display_text: "Open", url: OPEN.address } },
    },
  });
});

const answers = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `${at}`, label: `${at}` }));

test.for<[what: string, text: string, buttons: Buttons, isTaken: boolean]>([
  ["a text of 1024 characters", "x".repeat(1024), OPEN, true],
  ["a longer text", "x".repeat(1025), OPEN, false],
  ["a label of 20 characters", "?", { ...OPEN, label: "x".repeat(20) }, true],
  ["a longer label of an address", "?", { ...OPEN, label: "x".repeat(21) }, false],
  ["a longer label of an answer", "?", [{ ...YES, label: "x".repeat(21) }], false],
  ["three answers", "?", answers(3), true],
  ["four answers", "?", answers(4), false],
  ["no answer", "?", [], false],
  ["an id of 256 characters", "?", [{ ...YES, id: "x".repeat(256) }], true],
  ["a longer id", "?", [{ ...YES, id: "x".repeat(257) }], false],
  ["the same label twice", "?", [YES, { id: "no", label: "YES" }], false],
  ["the same id twice", "?", [YES, { id: "yes", label: "NO" }], false],
  ["an address that is none", "?", { ...OPEN, address: "connect.example.edu" }, false],
  ["an address that is too long", "?", { ...OPEN, address: `https://x.test/${"x".repeat(2000)}` }, false],
])("of %s Meta is asked for buttons only where it takes them", ([, text, buttons, isTaken]) => {
  expect(toInteractive(text, buttons) !== null).toBe(isTaken);
});
