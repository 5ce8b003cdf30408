import type { Json } from "../json.ts";
import { GraphError } from "./errors.ts";
import { TEMPLATES, type Template } from "./template-catalogue.ts";

const DEFAULT_PAGE = 25;
const ALWAYS = ["name", "parameter_format", "components", "language", "status", "category", "id"];

/** Only the fields that were asked for; `id` is always there. */
export function pickFields(
  object: Json,
  fields: string | null,
  defaults: string[] = Object.keys(object),
): Json {
  const asked = fields?.split(",").map((field) => field.trim().replace(/[.{(].*/, ""));
  const names = asked?.filter((name) => name !== "") ?? defaults;
  return Object.fromEntries(
    ["id", ...names].flatMap((name) => (name in object ? [[name, object[name]]] : [])),
  );
}

function cursorOf(index: number): string {
  return Buffer.from(`template:${index}`).toString("base64url");
}

function indexOf(cursor: string | null): number {
  if (!cursor) return 0;
  const [, index] = /^template:(\d+)$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (index === undefined) throw new GraphError(400, 100, "(#100) Invalid cursor for pagination");
  return Number(index) + 1;
}

function matches(template: Template, query: URLSearchParams): boolean {
  return (["name", "language", "status", "category"] as const).every((key) => {
    const wanted = query.get(key);
    return !wanted || template[key].toLowerCase() === wanted.toLowerCase();
  });
}

/** One page of the message templates, with cursors, and `next` while there is more. */
export function listTemplates(url: URL, origin: string): Json {
  const query = url.searchParams;
  const found = TEMPLATES.filter((template) => matches(template, query));
  const start = indexOf(query.get("after"));
  const limit = Math.min(Math.max(Number(query.get("limit")) || DEFAULT_PAGE, 1), 1000);
  const page = found.slice(start, start + limit);
  const last = start + page.length - 1;
  const next = new URL(url.pathname + url.search, origin);
  next.searchParams.set("after", cursorOf(last));
  const more = last + 1 < found.length ? { next: next.href } : {};
  const cursors = { before: cursorOf(start), after: cursorOf(last) };
  return {
    data: page.map((template) => pickFields(template, query.get("fields"), ALWAYS)),
    ...(page.length > 0 ? { paging: { cursors, ...more } } : {}),
  };
}
