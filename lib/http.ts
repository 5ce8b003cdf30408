import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { isDatabaseUnavailable } from "./database-errors.ts";
import { AppError } from "./errors.ts";
import { log } from "./log.ts";

const MAX_BODY_BYTES = 100_000;

type Handler<Context> = (request: Request, context: Context) => Promise<Response>;

/** What some routes add to each of their failures, beside the members of problem details. */
type FailureMembers = (detail: string) => Record<string, unknown>;

/** Wraps a route handler: the only place where a failure becomes an answer (RFC 9457 problem details plus `code`). */
export function route<Context = unknown>(
  handler: Handler<Context>,
  failureMembers?: FailureMembers,
): Handler<Context> {
  return async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    try {
      return withoutCaching(await handler(request, context), requestId);
    } catch (error) {
      return withoutCaching(
        toProblem(asAppError(error, request, requestId), requestId, failureMembers),
        requestId,
      );
    }
  };
}

function withoutCaching(answer: Response, requestId: string): Response {
  const response = new Response(answer.body, answer); // since the headers of some answers cannot be changed
  if (!response.headers.has("cache-control")) response.headers.set("cache-control", "no-store");
  response.headers.set("x-request-id", requestId);
  return response;
}

function asAppError(error: unknown, request: Request, requestId: string): AppError {
  if (error instanceof AppError) return error;
  const { pathname } = new URL(request.url);
  if (isDatabaseUnavailable(error)) {
    log().error({ error, requestId, pathname }, "the database is away");
    return new AppError(
      "database_unavailable",
      "We cannot reach our database. Please try again in a moment.",
      503,
      {
        retryAfterSeconds: 3,
        cause: error,
      },
    );
  }
  log().error({ error, requestId, pathname, method: request.method }, "a request failed");
  return new AppError("internal_error", "Something went wrong on our side.", 500, { cause: error });
}

function toProblem(error: AppError, requestId: string, failureMembers?: FailureMembers): Response {
  const { errors, retryAfterSeconds, members } = error.details;
  const headers = new Headers({ "content-type": "application/problem+json; charset=utf-8" });
  if (retryAfterSeconds) headers.set("retry-after", String(Math.ceil(retryAfterSeconds)));
  if (error.status === 401) headers.set("www-authenticate", wwwAuthenticate(error.code));
  const problem = {
    type: "about:blank",
    title: TITLES[error.status] ?? "Error",
    status: error.status,
    detail: error.message,
    code: error.code,
    instance: `urn:uuid:${requestId}`,
    ...(errors ? { errors } : {}),
    ...failureMembers?.(error.message),
    ...members,
  };
  return new Response(JSON.stringify(problem), { status: error.status, headers });
}

/** RFC 6750 section 3: no error code where no token was given. */
function wwwAuthenticate(code: string): string {
  return code === "invalid_token" ? 'Bearer error="invalid_token"' : "Bearer";
}

/** What each status that we answer with is called (RFC 9110). */
export const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** The JSON body, if it fits `schema`; 400 when it is not JSON, 413 over 100 kB, 422 with the path of each fault. */
export async function parseBody<S extends z.ZodType>(request: Request, schema: S): Promise<z.output<S>> {
  const rawBody = await readBody(request, MAX_BODY_BYTES);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(rawBody));
  } catch (cause) {
    throw new AppError("invalid_json", "The body is not valid JSON.", 400, { cause });
  }
  return fitOrThrow(schema.safeParse(body), "The body does not fit.");
}

/** The query parameters, if they fit `schema`; 400 where one is repeated, 422 with the path of each fault. */
export function parseQuery<S extends z.ZodType>(request: Request, schema: S): z.output<S> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  if (new Set(names).size < names.length) {
    throw new AppError("repeated_parameter", "A query parameter is given more than once.", 400);
  }
  return fitOrThrow(schema.safeParse(Object.fromEntries(searchParams)), "The query does not fit.");
}

function fitOrThrow<T>(parsed: z.ZodSafeParseResult<T>, message: string): T {
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new AppError("validation_failed", message, 422, { errors });
}

/** The raw bytes of a body of at most `limit` bytes; 413 as soon as more than that have come, without buffering them. */
export async function readBody(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = () => new AppError("too_large", `The body is larger than ${limit} bytes.`, 413);
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > limit) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
