import type { Faults } from "../faults.ts";
import { isObject, type Json } from "../json.ts";
import { GraphError } from "./errors.ts";
import { ODD_ROWS } from "./odd-templates.ts";
import { TEMPLATES } from "./template-catalogue.ts";

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

function matches(row: unknown, query: URLSearchParams): boolean {
  return ["name", "language", "status", "category"].every((key) => {
    const wanted = query.get(key);
    return !wanted || (isObject(row) && String(row[key]).toLowerCase() === wanted.toLowerCase());
  });
}

function refuseLargePage(limit: number, { largestTemplatePage }: Faults): void {
  if (largestTemplatePage === 0 || limit <= largestTemplatePage) return;
  throw new GraphError(500, 1, "Please reduce the amount of data you're asking for, then retry your request");
}

/** One page of the message templates, with cursors, and `next` while there is more; odd rows among them, if asked for. */
export function listTemplates(url: URL, origin: string, faults: Faults): Json {
  const query = url.searchParams;
  const odd = faults.oddTemplateRows ? ODD_ROWS : [];
  const rows = TEMPLATES.flatMap((template, at) => (at < odd.length ? [odd[at], template] : [template]));
  const found = rows.filter((row) => matches(row, query));
  const start = indexOf(query.get("after"));
  const limit = Math.min(Math.max(Number(query.get("limit")) || DEFAULT_PAGE, 1), 1000);
  refuseLargePage(limit, faults);
  const page = found.slice(start, start + limit);
  const last = start + page.length - 1;
  const next = new URL(url.pathname + url.search, origin);
  next.searchParams.set("after", cursorOf(last));
  const more = last + 1 < found.length ? { next: next.href } : {};
  const cursors = { before: cursorOf(start), after: cursorOf(last) };
  return {
    data: page.map((row) => (isObject(row) ? pickFields(row, query.get("fields"), ALWAYS) : row)),
    ...(page.length > 0 ? { paging: { cursors, ...more } } : {}),
  };
}
