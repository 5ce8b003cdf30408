import { z } from "zod";
import { optional, optionalText } from "../optional.ts";
import { LONGEST_TEXT } from "../text-limit.ts";
import { storable } from "./storable.ts";

/** How much of it staff are shown: as much as one text may hold, of each part a few lines, of each list a few members. */
const MAX_TEXT = LONGEST_TEXT;
const MAX_PART = 500;
const MAX_MEMBERS = 50;

/** How long the answers of a form may be, in characters, to be taken apart. */
const MAX_ANSWERS = 65_536;

const list = optional(z.array(z.unknown()));
const number = optional(z.union([z.number(), z.string()]));
const shape = z.object({
  location: optional(
    z.object({ name: optionalText, address: optionalText, latitude: number, longitude: number }),
  ),
  contacts: list,
  order: optional(z.object({ text: optionalText, product_items: list })),
  interactive: optional(
    z.object({
      nfm_reply: optional(z.object({ body: optionalText, response_json: z.unknown().optional() })),
    }),
  ),
});
const contactSchema = z.object({ name: optional(z.object({ formatted_name: optionalText })), phones: list });
const phoneSchema = z.object({ phone: optionalText, wa_id: optionalText });
const itemSchema = z.object({ product_retailer_id: optionalText, quantity: number });

/** What is in a message without words, in words for staff: a place, contacts, an order, a form's answers; null for what has none. */
export function readDetails(message: unknown): string | null {
  const { location, contacts, order, interactive } = shape.safeParse(message).data ?? {};
  const form = interactive?.nfm_reply;
  const lines = [
    ...(location ? [placeLine(location)] : []),
    ...(contacts ?? []).slice(0, MAX_MEMBERS).map(contactLine),
    ...(order ? orderLines(order) : []),
    ...(form ? [form.body, ...answerLines(form.response_json)] : []),
  ].filter((line) => line);
  const text = storable(lines.join("\n").slice(0, MAX_TEXT));
  return typeof text === "string" && text !== "" ? text : null;
}

function placeLine({
  name,
  address,
  latitude,
  longitude,
}: Record<string, string | number | undefined>): string {
  const point = latitude === undefined || longitude === undefined ? undefined : `${latitude}, ${longitude}`;
  return labelled("Place", [name, address, point]);
}

function contactLine(contact: unknown): string {
  const { name, phones } = contactSchema.safeParse(contact).data ?? {};
  const numbers = (phones ?? []).slice(0, MAX_MEMBERS).map((given) => {
    const { phone, wa_id } = phoneSchema.safeParse(given).data ?? {};
    return phone ?? wa_id;
  });
  return labelled("Contact", [name?.formatted_name, ...numbers]);
}

function orderLines({ text, product_items }: { text?: string; product_items?: unknown[] }): string[] {
  const items = (product_items ?? []).slice(0, MAX_MEMBERS).map((item) => {
    const { product_retailer_id, quantity = 1 } = itemSchema.safeParse(item).data ?? {};
    return product_retailer_id && `${quantity} × ${product_retailer_id}`;
  });
  return [labelled("Order", items), ...(text ? [text] : [])];
}

/** A form's answers, each in a line of its own. */
function answerLines(given: unknown): string[] {
  const answers = typeof given === "string" ? parse(given) : given;
  if (typeof answers !== "object" || answers === null) return [];
  return Object.entries(answers)
    .filter(([name]) => name !== "flow_token")
    .slice(0, MAX_MEMBERS)
    .map(([name, value]) => `${shorten(name.replaceAll("_", " ").trim())}: ${wordsOf(value)}`);
}

function parse(json: string): unknown {
  if (json.length > MAX_ANSWERS) return null;
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return shorten(value.slice(0, MAX_MEMBERS).map(wordOf).join(", "));
  return wordOf(value);
}

function wordOf(value: unknown): string {
  if (value === null || value === undefined) return "—";
  return typeof value === "object" ? "…" : shorten(String(value));
}

function labelled(label: string, parts: (string | number | undefined)[]): string {
  const given = parts
    .filter((part) => part !== undefined && part !== "")
    .map((part) => shorten(String(part)));
  return given.length > 0 ? `${label}: ${given.join(", ")}` : "";
}

function shorten(text: string): string {
  return text.length > MAX_PART ? `${text.slice(0, MAX_PART)}…` : text;
}
