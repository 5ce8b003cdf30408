import { describe, expect, test } from "vitest";
import { slotsOf } from "#lib/whatsapp/templates/slots";
import { LONGEST_TEXT } from "#lib/whatsapp/text-limit";
import type { Template } from "../responses.ts";
import { clearSent, type Draft, obstaclesOf, toSendBody } from "./draft.ts";

const named: Template = {
  name: "class_reminder",
  language: "en",
  category: "UTILITY",
  status: "APPROVED",
  parameter_format: "NAMED",
  components: [{ type: "BODY", text: "Hi {{first_name}}, your *{{course}}* class starts." }],
};

const positional: Template = {
  ...named,
  name: "test_results",
  parameter_format: "POSITIONAL",
  components: [
    { type: "HEADER", format: "TEXT", text: "Results for {{1}}" },
    { type: "BODY", text: "You scored {{1}} of {{2}}." },
    {
      type: "BUTTONS",
      buttons: [
        { type: "QUICK_REPLY", text: "Thanks" },
        { type: "URL", text: "See results", url: "https://school.test/{{1}}" },
      ],
    },
  ],
};

function draft(changes: Partial<Draft>): Draft {
  const recipient = { typed: "+15551234567", person: null };
  return { recipient, kind: "text", text: "", template: null, filled: {}, consent: "", ...changes };
}

describe("a message that staff write", () => {
  test("is counted by characters, not by UTF-16 units", () => {
    expect(obstaclesOf(draft({ text: "👍".repeat(LONGEST_TEXT) }))).toEqual([]);
    expect(obstaclesOf(draft({ text: "👍".repeat(LONGEST_TEXT + 1) }))).toHaveLength(1);
  });

  test.each([
    [
      "nobody is named",
      draft({ text: "hello", recipient: { typed: "Mei", person: null } }),
      /Choose somebody from the list/,
    ],
    ["no recipient is named", draft({ text: "hello", recipient: { typed: " ", person: null } }), /recipient/],
    ["it says nothing", draft({ text: "  " }), /Write a message/],
    ["it is too long", draft({ text: "é".repeat(4097) }), /4096/],
    ["no template is chosen", draft({ kind: "template" }), /Choose a template/],
    [
      "a blank is empty",
      draft({ kind: "template", template: named, filled: { "body-course": "Art" } }),
      /every field/,
    ],
  ])("cannot go out while %s", (_, unfinished, reason) => {
    expect(obstaclesOf(unfinished).join(" ")).toMatch(reason);
  });

  test("names each blank of a template with named blanks", () => {
    const filled = { "body-first_name": "Mei ", "body-course": "Art" };
    const complete = draft({ kind: "template", template: named, filled });
    expect(obstaclesOf(complete)).toEqual([]);
    expect(toSendBody(complete)).toMatchObject({
      template_components: [
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "first_name", text: "Mei" },
            { type: "text", parameter_name: "course", text: "Art" },
          ],
        },
      ],
    });
  });

  test("fills in title, text and the end of a button's address in their order", () => {
    const filled = { "header-1": "Art", "body-1": "18", "body-2": "20", "button-1": "a1" };
    expect(toSendBody(draft({ kind: "template", template: positional, filled }))).toMatchObject({
      template_components: [
        { type: "header", parameters: [{ type: "text", text: "Art" }] },
        {
          type: "body",
          parameters: [
            { type: "text", text: "18" },
            { type: "text", text: "20" },
          ],
        },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "a1" }] },
      ],
    });
  });

  test("says how the person agreed, where staff were asked and said so", () => {
    const plain = { ...named, components: [{ type: "BODY", text: "Hello" }] };
    const body = (consent: string) => toSendBody(draft({ kind: "template", template: plain, consent }));
    expect(body(" signed form, 12 Nov ")).toMatchObject({ consent: { how: "signed form, 12 Nov" } });
    expect(body("  ")).not.toHaveProperty("consent");
  });

  test("waits for how the person agreed, where staff are asked", () => {
    const plain = { ...named, components: [{ type: "BODY", text: "Hello" }] };
    const asked = (consent: string) =>
      obstaclesOf(draft({ kind: "template", template: plain, consent }), true);
    expect(asked(" ")).toEqual(["Say how they agreed."]);
    expect(asked("signed form")).toEqual([]);
  });

  test("pairs numbered blanks with their values by number, whatever order the sentence has", () => {
    const components = [{ type: "BODY", text: "{{2}} on {{11}} in {{3}}, {{1}}" }];
    const swapped = { ...positional, components };
    expect(slotsOf(swapped.components).map(({ placeholder }) => placeholder)).toEqual(["1", "2", "3", "11"]);
    const filled = { "body-1": "Mei", "body-2": "Art", "body-3": "room 5", "body-11": "Friday" };
    expect(toSendBody(draft({ kind: "template", template: swapped, filled }))).toMatchObject({
      template_components: [
        {
          type: "body",
          parameters: ["Mei", "Art", "room 5", "Friday"].map((text) => ({ type: "text", text })),
        },
      ],
    });
  });

  test("asks for the code of a button that copies one, and sends it as such", () => {
    const buttons = [
      { type: "COPY_CODE", text: "Copy code" },
      { type: "OTP", text: "Sign in" },
    ];
    const voucher = { ...named, components: [{ type: "BUTTONS", buttons }] };
    expect(obstaclesOf(draft({ kind: "template", template: voucher })).join(" ")).toMatch(/every field/);
    const filled = { "button-0": "ART10", "button-1": "123456" };
    expect(toSendBody(draft({ kind: "template", template: voucher, filled }))).toMatchObject({
      template_components: [
        {
          type: "button",
          sub_type: "copy_code",
          index: "0",
          parameters: [{ type: "coupon_code", coupon_code: "ART10" }],
        },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "123456" }] },
      ],
    });
  });

  test("sends no components for a template without blanks", () => {
    const plain = { ...named, components: [{ type: "BODY", text: "Hello" }] };
    expect(toSendBody(draft({ kind: "template", template: plain }))).toMatchObject({
      template_components: null,
    });
  });
});

describe("once a message has gone out", () => {
  const sent = draft({ text: "See you at 10.", filled: { "body-course": "Art" }, consent: "signed form" });

  test("its words are cleared, and its recipient and kind stay", () => {
    expect(clearSent(sent, sent)).toEqual({ ...sent, text: "", filled: {}, consent: "" });
  });

  test("words that were typed meanwhile stay", () => {
    const typed = { ...sent, text: "See you at 10. Bring a pen." };
    expect(clearSent(typed, sent)).toMatchObject({ text: typed.text, filled: {} });
    const filled = { "body-course": "Music" };
    expect(clearSent({ ...sent, filled }, sent)).toMatchObject({ text: "", filled });
  });

  test("nothing is cleared for somebody who was chosen meanwhile", () => {
    const other = { ...sent, recipient: { typed: "+15551234568", person: null } };
    expect(clearSent(other, sent)).toEqual(other);
  });
});
