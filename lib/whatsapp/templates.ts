import { z } from "zod";
import { env } from "../env.ts";
import { callGraph, type GraphOutcome } from "./graph.ts";

/** A message template as Meta lists it; `components` in Meta's shape. */
export interface ListedTemplate {
  name: string;
  language: string;
  category: string;
  status: string;
  parameterFormat: "NAMED" | "POSITIONAL";
  components: unknown[];
}

const page = z.looseObject({
  data: z.array(
    z.looseObject({
      name: z.string(),
      language: z.string(),
      category: z.string(),
      status: z.string(),
      parameter_format: z.enum(["NAMED", "POSITIONAL"]).catch("POSITIONAL"),
      components: z.array(z.unknown()).default([]),
    }),
  ),
  paging: z
    .looseObject({
      next: z.string().optional(),
      cursors: z.looseObject({ after: z.string().optional() }).optional(),
    })
    .optional(),
});

const PAGE_SIZE = 100;
const MAX_PAGES = 60;

/** All templates of the account, page by page; or why they could not be had. */
export async function listTemplates(): Promise<{ templates: ListedTemplate[] } | { failure: GraphOutcome }> {
  const templates: ListedTemplate[] = [];
  let after = "";
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const query = new URLSearchParams({
      fields: "name,language,category,status,parameter_format,components",
      limit: String(PAGE_SIZE),
      ...(after ? { after } : {}),
    });
    const outcome = await callGraph(
      "GET",
      `${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/message_templates?${query}`,
    );
    const parsed = outcome.kind === "answered" ? page.safeParse(outcome.body) : null;
    if (!parsed?.success) return { failure: outcome };
    const { data, paging } = parsed.data;
    templates.push(
      ...data.map(({ parameter_format, ...rest }) => ({ ...rest, parameterFormat: parameter_format })),
    );
    after = paging?.cursors?.after ?? "";
    if (!paging?.next || !after) break;
  }
  return { templates };
}
