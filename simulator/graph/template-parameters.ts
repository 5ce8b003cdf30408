import { type Json, objectAt, textAt } from "../json.ts";
import { whatsappError } from "./errors.ts";

const UNFIT_TEXT = /[\n\r\t]| {5,}/;

/** The placeholders of a template's text without repeats: names in their order, numbers by their value. */
export function placeholders(text: string): string[] {
  const names = [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? ""))];
  return names.every((name) => /^\d+$/.test(name)) ? names.sort((a, b) => Number(a) - Number(b)) : names;
}

/** Puts values where the placeholders stand. */
export function fill(text: string, values: Map<string, string>): string {
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values.get(name) ?? whole);
}

function parameterText(parameter: unknown, where: string): string {
  const type = textAt(parameter, "type");
  if (type !== "text" && type !== "currency" && type !== "date_time") {
    throw whatsappError(132012, `${where}: Format mismatch, expected TEXT, received ${type ?? "UNKNOWN"}`);
  }
  const text =
    type === "text" ? textAt(parameter, "text") : textAt(objectAt(parameter, type), "fallback_value");
  if (!text) throw whatsappError(131008, `${where}: Parameter of type ${type} is missing text value`);
  if (UNFIT_TEXT.test(text)) {
    const rule = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces";
    throw whatsappError(132012, `${where}: ${rule}`);
  }
  return text;
}

/** Checks the parameters of one text against its placeholders, as Meta does, and pairs them. */
export function pairParameters(text: string, parameters: unknown[], named: boolean, where: string) {
  const names = placeholders(text);
  if (parameters.length !== names.length) {
    const counts = `number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`;
    throw whatsappError(132000, `${where}: ${counts}`);
  }
  const values = new Map<string, string>();
  for (const [index, parameter] of parameters.entries()) {
    const name = named ? textAt(parameter as Json, "parameter_name") : names[index];
    if (!name) throw whatsappError(100, `${where}: Parameter name is missing or empty`);
    if (!names.includes(name)) throw whatsappError(132000, `${where}: there is no parameter ${name}`);
    values.set(name, parameterText(parameter, where));
  }
  if (values.size !== names.length) throw whatsappError(132000, `${where}: a parameter is given twice`);
  return values;
}
