import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import { auditDenial } from "./denials.ts";
import { type FailureMembers, toFailureResponse } from "./failures.ts";
import { readFrontHeader } from "./front.ts";
import { findUnfit } from "./unfit-text.ts";

const MAX_BODY_BYTES = 100_000;

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** Wraps a route handler: a failure becomes its response here, and a denial a line of the audit log. */
export function route<Context = unknown>(
  handler: Handler<Context>,
  failureMembers?: FailureMembers,
): Handler<Context> {
  return async (request, context) => {
    const requestId = readFrontHeader(request.headers, "x-request-id") ?? randomUUID();
    try {
      return withoutCaching(await handler(request, context), requestId);
    } catch (error) {
      const failed = { id: requestId, method: request.method, pathname: new URL(request.url).pathname };
      await auditDenial(error, { headers: request.headers, ...failed });
      const { body, ...rest } = toFailureResponse(error, failed, failureMembers);
      return withoutCaching(new Response(body, rest), requestId);
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
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("validation_failed", message, 422, { errors });
}

/** The raw bytes of a body of at most `limit` bytes; 413 as soon as more than that have come, without buffering them; 400 `hung_up`. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > limit) throw tooLarge(limit);
      chunks.push(chunk);
    }
  } catch (cause) {
    throw cause instanceof AppError ? cause : hungUp(cause);
  }
  return Buffer.concat(chunks);
}

/** The fault of a body whose sender went away in the middle of it: nobody is there to hear it, and nothing of ours is amiss. */
export function hungUp(cause?: unknown): AppError {
  return new AppError("hung_up", "The caller hung up.", 400, { cause });
}

/** The fault of a body that has more than `limit` bytes. */
export function tooLarge(limit: number): AppError {
  return new AppError("too_large", `The body is larger than ${limit} bytes.`, 413);
}
