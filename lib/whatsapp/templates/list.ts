import { z } from "zod";
import { env } from "../../env.ts";
import { callGraph, type GraphOutcome } from "../graph.ts";
import { TOO_LARGE } from "../graph-http.ts";
import { cursorOf, paged } from "../paging.ts";
import { type ListedTemplate, readListedTemplate } from "./listed-template.ts";

const page = paged.extend({ data: z.array(z.unknown()) });

const FIELDS = "name,language,category,status,parameter_format,components";

/** How many templates are asked for at a time; fewer, when so many were too much for Meta, or for us. */
const PAGE_SIZES = [100, 25, 5, 1];

/** More than Meta lets an account have. */
const MAX_ROWS = 7000;
const MAX_CALLS = 600;

/** What Meta asks for when a response would be too large ("Please reduce the amount of data you're asking for"). */
const UNKNOWN_FAULT = 1;

/** All templates of the account that can be read, and how many cannot; or why they could not be had. */
export async function listTemplates(): Promise<
  { templates: ListedTemplate[]; unread: number } | { failure: GraphOutcome }
> {
  const templates: ListedTemplate[] = [];
  const seen = new Set<string>();
  let unread = 0;
  let size = 0;
  let after = "";
  for (let calls = 0; calls < MAX_CALLS && templates.length + unread < MAX_ROWS; calls++) {
    let outcome = await askForPage(after, PAGE_SIZES[size] ?? 1, FIELDS);
    const isTooLarge = isTooMuch(outcome);
    if (isTooLarge && size < PAGE_SIZES.length - 1) {
      size += 1;
      continue;
    }
    // One template by itself is too large: it is stepped over.
    if (isTooLarge) outcome = await askForPage(after, 1, "name");
    const parsed = outcome.kind === "succeeded" ? page.safeParse(outcome.body) : null;
    if (!parsed?.success) return { failure: outcome };
    const rows = parsed.data.data.map(readListedTemplate);
    templates.push(...rows.filter((row) => row !== null));
    unread += rows.filter((row) => row === null).length;
    after = cursorOf(parsed.data);
    if (!after || seen.has(after)) return { templates, unread };
    seen.add(after);
    size = Math.max(0, size - 1);
  }
  if (templates.length + unread >= MAX_ROWS) return { templates, unread };
  return { failure: { kind: "ambiguous", reason: "a list without an end" } };
}

function askForPage(after: string, limit: number, fields: string): Promise<GraphOutcome> {
  const query = new URLSearchParams({ fields, limit: String(limit), ...(after ? { after } : {}) });
  return callGraph("GET", `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/message_templates?${query}`);
}

function isTooMuch(outcome: GraphOutcome): boolean {
  if (outcome.kind === "ambiguous") return outcome.reason === TOO_LARGE || outcome.reason === "HTTP 500";
  return outcome.kind === "refused" && outcome.error.code === UNKNOWN_FAULT;
}
