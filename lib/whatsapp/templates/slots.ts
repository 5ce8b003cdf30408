import { listMember, memberOf, textMember } from "../members.ts";
import { placeholdersIn } from "./placeholders.ts";
import { partOf } from "./shown-template.ts";

/** A blank in a template that must be filled in. */
export interface Slot {
  /** Its own name among all blanks of the template. */
  key: string;
  /** What stands in the template, such as `1` or `first_name`. */
  placeholder: string;
  place: { part: "header" | "body" } | ButtonPlace;
  example: string | null;
}

/** A blank of a button: the end of its address, a code to copy, or one to sign in with. */
export interface ButtonPlace {
  part: "button";
  index: number;
  label: string;
  fills: "address" | "coupon" | "code";
}

/** The blanks of a template's components, in the order in which one reads it. */
export function slotsOf(components: unknown[]): Slot[] {
  const header = partOf(components, "HEADER");
  const body = partOf(components, "BODY");
  const buttons = listMember(partOf(components, "BUTTONS"), "buttons");
  return [
    ...textSlots("header", header, listMember(memberOf(header, "example"), "header_text")),
    ...textSlots("body", body, bodyExamples(body)),
    ...buttons.flatMap(buttonSlots),
  ];
}

function buttonSlots(button: unknown, index: number): Slot[] {
  const type = textMember(button, "type").toUpperCase();
  const slot = (fills: ButtonPlace["fills"], placeholder: string): Slot => ({
    key: `button-${index}`,
    placeholder,
    place: { part: "button", index, label: textMember(button, "text"), fills },
    example: null,
  });
  if (type === "COPY_CODE") return [slot("coupon", "code")];
  if (type === "OTP") return [slot("code", "code")];
  return placeholdersIn(textMember(button, "url")).map((placeholder) => slot("address", placeholder));
}

function bodyExamples(body: unknown): unknown[] {
  const example = memberOf(body, "example");
  const named = listMember(example, "body_text_named_params").map((entry) => textMember(entry, "example"));
  const [positional] = listMember(example, "body_text");
  return named.length > 0 ? named : Array.isArray(positional) ? positional : [];
}

function textSlots(part: "header" | "body", component: unknown, examples: unknown[]): Slot[] {
  return placeholdersIn(textMember(component, "text")).map((placeholder, index) => ({
    key: `${part}-${placeholder}`,
    placeholder,
    place: { part },
    example: typeof examples[index] === "string" ? examples[index] : null,
  }));
}
