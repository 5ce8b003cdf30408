import { expect, test } from "vitest";
import { sendBody } from "./sending.ts";

const TO = "+15551234567";
const text = (words: string) => sendBody.safeParse({ to: TO, text: words });
const consent = (how: string) =>
  sendBody.safeParse({ to: TO, message_type: "template", template_name: "news", consent: { how } });

/** Spaces, and signs that nobody sees, of every class. */
const NOTHINGS = [
  "",
  " \n",
  "\u200b\u2060",
  "\u202e",
  "\u3164",
  "\u2800",
  "\ufeff",
  "\u00ad\ufe0f",
  "\u{e0001}",
];

test.each(NOTHINGS)("a consent or a text of which nothing is seen is none: %j", (nothing) => {
  expect(consent(nothing).error?.issues.map(({ message }) => message)).toEqual(["Say how they agreed."]);
  expect(text(nothing).error?.issues.map(({ message }) => message)).toEqual(["The text is missing."]);
});

test("a consent is recorded without what hides or turns its words, and stays on one line", () => {
  const recorded = (how: string) => consent(how).data?.consent?.how;
  expect(recorded(" signed\u202e form,\u200b 12 Nov\u2066 ")).toBe("signed form, 12 Nov");
  expect(recorded("\u200b signed form \u2060")).toBe("signed form");
  expect(consent("signed\nform").error?.issues[0]?.message).toBe("Write it on one line.");
});

test("a text is sent as it was written, also the signs in it that nobody sees", () => {
  for (const words of ["👨‍👩‍👧", "می‌خواهم", " two\nlines "]) expect(text(words).data?.text).toBe(words);
});
