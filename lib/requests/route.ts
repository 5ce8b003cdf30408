import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import { readBody } from "./body.ts";
import { auditDenial } from "./denials.ts";
import { asAppError, type FailureMembers, toProblem } from "./failures.ts";
import { readFrontHeader } from "./front.ts";
import { plainFault } from "./plain-faults.ts";
import { findUnfit } from "./unfit-text.ts";

const MAX_BODY_BYTES = 100_000;

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** How the failures of a route are answered, if not as problem details alone. */
interface FailureAnswers {
  /** What the problem details say besides. */
  members?: FailureMembers;
  /** Where a browser is sent instead; null for what gets problem details. */
  page?(failure: AppError): Response | null;
}

/** Wraps a route handler: a failure becomes its answer here, and a denial a line of the audit log. */
export function route<Context = unknown>(
  handler: Handler<Context>,
  { members, page }: FailureAnswers = {},
): Handler<Context> {
  return async (request, context) => {
    const requestId = readFrontHeader(request.headers, "x-request-id") ?? randomUUID();
    try {
      return withoutCaching(await handler(request, context), requestId);
    } catch (error) {
      const failed = { id: requestId, method: request.method, pathname: new URL(request.url).pathname };
      const failure = asAppError(error, failed);
      await auditDenial(failure, { headers: request.headers, ...failed });
      const { body, ...rest } = toProblem(failure, requestId, members);
      return withoutCaching(page?.(failure) ?? new Response(body, rest), requestId);
    }
  };
}

function withoutCaching(given: Response, requestId: string): Response {
  const response = new Response(given.body, given); // since the headers of some responses cannot be changed
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  response.headers.set("x-request-id", requestId);
  return response;
}

/**
 * The JSON body, if it fits `schema`; 400 when it is not JSON, 413 over 100 kB, 422 with the path of each fault. Text that
 * no database can hold (NUL, half a surrogate pair) is such a fault, wherever it is, also in names; so is endless nesting.
 */
export async function parseBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const rawBody = await readBody(request, MAX_BODY_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch (cause) {
    throw new AppError("invalid_json", "The body is not valid JSON.", 400, { cause });
  }
  return fitOrThrow(schema, body, "The request body is invalid.");
}

/** The query parameters, if they fit `schema`; 400 where one is repeated, 422 with the path of each fault, as in a body. */
export function parseQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  if (new Set(names).size < names.length) {
    throw new AppError("repeated_parameter", "A query parameter is given more than once.", 400);
  }
  return fitOrThrow(schema, Object.fromEntries(searchParams), "The query is invalid.");
}

function fitOrThrow<S extends z.ZodType>(schema: S, given: unknown, message: string): z.output<S> {
  const unfit = findUnfit(given);
  if (unfit) throw new AppError("validation_failed", message, 422, { errors: [unfit] });
  const parsed = schema.safeParse(given, { error: plainFault });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("validation_failed", message, 422, { errors });
}
