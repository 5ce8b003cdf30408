import type { Bubble, Button } from "../chat.ts";
import { type Json, listAt, objectAt, textAt } from "../json.ts";
import { whatsappError } from "./errors.ts";
import { TEMPLATES, type Template } from "./template-catalogue.ts";
import { fill, pairParameters, placeholders } from "./template-parameters.ts";

type Given = { header: unknown[]; body: unknown[]; buttons: Map<number, unknown[]> };

function requireTemplate(message: Json): Template {
  const name = textAt(message, "name");
  const language = textAt(objectAt(message, "language"), "code");
  if (!name) throw whatsappError(131008, "Parameter 'template.name' is missing");
  if (!language) throw whatsappError(131008, "Parameter 'template.language.code' is missing");
  const found = TEMPLATES.find((template) => template.name === name && template.language === language);
  if (!found || found.status === "REJECTED") {
    throw whatsappError(132001, `template name (${name}) does not exist in ${language}`);
  }
  if (found.status === "PAUSED") throw whatsappError(132015, `template (${name}) is paused for low quality`);
  return found;
}

function givenParameters(message: Json): Given {
  const given: Given = { header: [], body: [], buttons: new Map() };
  for (const component of listAt(message, "components")) {
    const type = textAt(component, "type")?.toLowerCase();
    const parameters = listAt(component, "parameters");
    if (type === "header" || type === "body") given[type] = parameters;
    else if (type === "button") given.buttons.set(Number((component as Json).index), parameters);
    else throw whatsappError(100, `Unexpected component type "${type ?? ""}"`);
  }
  return given;
}

function toButton(button: unknown, index: number, parameters: unknown[]): Button {
  const title = textAt(button, "text") ?? "";
  const type = textAt(button, "type");
  if (type === "QUICK_REPLY") {
    return { kind: "quick_reply", title, value: textAt(parameters[0], "payload") ?? title };
  }
  if (type === "COPY_CODE") {
    const code = textAt(parameters[0], "coupon_code");
    if (!code)
      throw whatsappError(131008, `buttons: Button at index ${index} of type CopyCode requires a parameter`);
    return { kind: "copy", title, value: code };
  }
  if (type === "PHONE_NUMBER") return { kind: "call", title, value: textAt(button, "phone_number") ?? "" };
  const url = textAt(button, "url") ?? "";
  const where = `buttons: Button at index ${index} of type Url`;
  if (placeholders(url).length > 0 && parameters.length === 0) {
    throw whatsappError(131008, `${where} requires a parameter`);
  }
  return { kind: "url", title, value: fill(url, pairParameters(url, parameters, false, where)) };
}

/** Checks a template message against the catalogue and lays out what the person will see. */
export function layOutTemplate(message: Json): { bubble: Bubble; category: string } {
  const template = requireTemplate(message);
  const given = givenParameters(message);
  const named = template.parameter_format === "NAMED";
  const part = (type: string) => template.components.find((component) => component.type === type);
  const header = textAt(part("HEADER"), "text") ?? "";
  const body = textAt(part("BODY"), "text") ?? "";
  const footer = textAt(part("FOOTER"), "text") ?? "";
  const bubble: Bubble = {
    header: fill(header, pairParameters(header, given.header, named, "header")),
    text: fill(body, pairParameters(body, given.body, named, "body")),
    footer,
    buttons: listAt(part("BUTTONS"), "buttons").map((button, index) =>
      toButton(button, index, given.buttons.get(index) ?? []),
    ),
  };
  return { bubble, category: template.category.toLowerCase() };
}
