import { z } from "zod";
import type {
  ZodOpenApiMediaTypeObject,
  ZodOpenApiResponseObject,
  ZodOpenApiResponsesObject,
} from "zod-openapi";
import { TITLES } from "../requests/failures.ts";
import { type Failures, joinFailures } from "./failures.ts";
import { problem } from "./problem.ts";

/** A response with a JSON body; without an example, one is made from the schema's own. */
export function json(description: string, schema: z.ZodType, example?: unknown): ZodOpenApiResponseObject {
  return { description, content: { "application/json": { schema, ...(example ? { example } : {}) } } };
}

const WWW_AUTHENTICATE = z.object({
  "WWW-Authenticate": z.string().meta({ description: "`Bearer`, with the error if a token was sent." }),
});
const RETRY_AFTER = z.object({
  "Retry-After": z.int().meta({ description: "Seconds to wait before the next try.", example: 42 }),
});
const HEADERS: Record<number, z.ZodObject> = { 401: WWW_AUTHENTICATE, 429: RETRY_AFTER, 503: RETRY_AFTER };
const INSTANCE = "urn:uuid:6f1c1a52-6d0b-4c52-9d0e-0d6c0c3b9a11";
const FAULT = [{ path: "name", message: "What's wrong with it." }];

/** How an operation's failures look: the schema, and members that each has beside those of problem details. */
export interface FailureShape {
  schema: z.ZodType;
  members: (detail: string) => Record<string, unknown>;
}

const PROBLEM: FailureShape = { schema: problem, members: () => ({}) };

function exampleOf(status: number, code: string, detail: string, { members }: FailureShape): unknown {
  return {
    type: "about:blank",
    title: TITLES[status] ?? "Error",
    status,
    detail,
    code,
    instance: INSTANCE,
    ...(code === "validation_failed" ? { errors: FAULT } : {}),
    ...members(detail),
  };
}

function failure(
  status: number,
  codes: Record<string, string>,
  shape: FailureShape,
): ZodOpenApiResponseObject {
  const examples = Object.entries(codes).map(([code, detail]) => [
    code,
    { summary: code, value: exampleOf(status, code, detail, shape) },
  ]);
  const media: ZodOpenApiMediaTypeObject = { schema: shape.schema, examples: Object.fromEntries(examples) };
  const names = Object.keys(codes).map((code) => `\`${code}\``);
  return {
    description: `${TITLES[status]}: ${names.join(", ")}.`,
    content: { "application/problem+json": media },
    ...(HEADERS[status] ? { headers: HEADERS[status] } : {}),
  };
}

/** All responses of an operation: those of its success, and one for each status that it may fail with. */
export function responses(
  successes: Record<number, ZodOpenApiResponseObject>,
  failures: Failures[],
  shape: FailureShape = PROBLEM,
): ZodOpenApiResponsesObject {
  const failed = Object.entries(joinFailures(failures)).map(([status, codes]) => [
    status,
    failure(Number(status), codes, shape),
  ]);
  return { ...successes, ...Object.fromEntries(failed) };
}
