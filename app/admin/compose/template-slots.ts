import type { Template } from "../responses.ts";

/** What a button's value is to WhatsApp. */
type ButtonSubType = "url" | "copy_code";

/** A blank in a template that must be filled in. */
export interface Slot {
  /** Its own name among all blanks of the template. */
  key: string;
  label: string;
  /** What stands in the template, such as `1` or `first_name`. */
  placeholder: string;
  place: { part: "header" | "body" } | { part: "button"; index: number; subType: ButtonSubType };
  example: string | null;
}

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** One member of something that came as JSON. */
export function member(value: unknown, name: string): unknown {
  return value !== null && typeof value === "object" ? Reflect.get(value, name) : undefined;
}

/** One member of something that came as JSON, if it is a text. */
export function textMember(value: unknown, name: string): string {
  const text = member(value, name);
  return typeof text === "string" ? text : "";
}

/** One member of something that came as JSON, if it is a list. */
export function listMember(value: unknown, name: string): unknown[] {
  const list = member(value, name);
  return Array.isArray(list) ? list : [];
}

/** The part of a template of one type, or undefined. */
export function partOf({ components }: Template, type: string): unknown {
  return components.find((component) => textMember(component, "type").toUpperCase() === type);
}

/** The placeholders of a text, each once: in their order, but numbers by their value, as WhatsApp pairs them with values. */
function placeholdersIn(text: string): string[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ""))];
  return names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

/** The blanks of a template, in the order in which one reads it. */
export function slotsOf(template: Template): Slot[] {
  const header = partOf(template, "HEADER");
  const body = partOf(template, "BODY");
  const buttons = listMember(partOf(template, "BUTTONS"), "buttons");
  return [
    ...textSlots("header", header, listMember(member(header, "example"), "header_text")),
    ...textSlots("body", body, bodyExamples(body)),
    ...buttons.flatMap(buttonSlots),
  ];
}

/** What a button needs besides its label: the end of its address, a code to copy, or one to sign in with. */
function buttonSlots(button: unknown, index: number): Slot[] {
  const type = textMember(button, "type").toUpperCase();
  const slot = (what: string, placeholder: string, subType: ButtonSubType): Slot => ({
    key: `button-${index}`,
    label: `Button “${textMember(button, "text")}”: ${what}`,
    placeholder,
    place: { part: "button", index, subType },
    example: null,
  });
  if (type === "COPY_CODE") return [slot("the code to copy", "code", "copy_code")];
  if (type === "OTP") return [slot("the code", "code", "url")];
  return placeholdersIn(textMember(button, "url")).map((placeholder) =>
    slot("end of the address", placeholder, "url"),
  );
}

function bodyExamples(body: unknown): unknown[] {
  const example = member(body, "example");
  const named = listMember(example, "body_text_named_params").map((entry) => textMember(entry, "example"));
  const [positional] = listMember(example, "body_text");
  return named.length > 0 ? named : Array.isArray(positional) ? positional : [];
}

function textSlots(part: "header" | "body", component: unknown, examples: unknown[]): Slot[] {
  return placeholdersIn(textMember(component, "text")).map((placeholder, index) => ({
    key: `${part}-${placeholder}`,
    label: `${part === "header" ? "Title" : "Text"}: ${wordsFor(placeholder)}`,
    placeholder,
    place: { part },
    example: typeof examples[index] === "string" ? examples[index] : null,
  }));
}

function wordsFor(placeholder: string): string {
  return /^\d+$/.test(placeholder) ? `blank ${placeholder}` : placeholder.replaceAll("_", " ");
}
