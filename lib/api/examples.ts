import type { createDocument } from "zod-openapi";
import linking from "./examples/linking.json" with { type: "json" };
import operations from "./examples/operations.json" with { type: "json" };
import sending from "./examples/sending.json" with { type: "json" };
import session from "./examples/session.json" with { type: "json" };

type Document = ReturnType<typeof createDocument>;

/** Responses as tests recorded them from the routes, by operation, status and the code of a failure. */
export const EXAMPLES: Record<string, unknown> = { ...linking, ...operations, ...sending, ...session };

const METHODS = ["get", "post", "delete"] as const;

/** Puts the recorded responses into the document. */
export function withExamples(document: Document): Document {
  for (const path of Object.values(document.paths ?? {}))
    for (const method of METHODS)
      for (const [status, response] of Object.entries(path[method]?.responses ?? {}))
        if ("content" in response)
          for (const media of Object.values<Media>(response.content ?? {}))
            addExamples(media, `${path[method]?.operationId} ${status}`);
  return document;
}

/** A media type of a response: it has one example, or one for each code. */
interface Media {
  example?: unknown;
  examples?: Record<string, object>;
}

function addExamples(media: Media, name: string): void {
  if (name in EXAMPLES) media.example = EXAMPLES[name];
  for (const [code, example] of Object.entries(media.examples ?? {}))
    if (`${name} ${code}` in EXAMPLES) Object.assign(example, { value: EXAMPLES[`${name} ${code}`] });
}
