import { join } from "node:path";
import { newSteadying } from "./steady.ts";

/** A response to record: its status and its body, as JSON or as text. */
interface Recorded {
  status: number;
  body: unknown;
}

/** Records responses of the API as examples for its OpenAPI document. */
export function newRecorder() {
  const examples: Record<string, unknown> = {};
  const steady = newSteadying();
  return {
    /** Keeps a response as the example of an operation for its status, and if it's a failure for its code. */
    keep<Response extends Recorded>(operationId: string, response: Response): Response {
      const body = steady(response.body);
      const code = typeof body === "object" && body !== null && "code" in body ? body.code : null;
      const isFailure = response.status >= 400 && typeof code === "string";
      examples[`${operationId} ${response.status}${isFailure ? ` ${code}` : ""}`] = body;
      return response;
    },
    /** All that was kept, as a file. */
    written: () => `${JSON.stringify(examples, null, 2)}\n`,
  };
}

/** Where the examples are that the document takes. `npx vitest run app/api -u` writes them anew. */
export function examplesFile(name: string): string {
  return join(import.meta.dirname, "..", "api", "examples", name);
}
