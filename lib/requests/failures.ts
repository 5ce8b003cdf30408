import { isDatabaseUnavailable, isOfBeingBusy } from "../database/database-errors.ts";
import { AppError } from "../errors.ts";
import { log } from "../log.ts";

/** What is said of a request when it fails. */
interface FailedRequest {
  id: string;
  method: string | undefined;
  pathname: string;
}

/** What some routes add to each of their failures, beside the members of problem details. */
export type FailureMembers = (detail: string) => Record<string, unknown>;

/** A response to a failure, in no web framework's shape. */
interface FailureResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/**
 * The only place where a failure becomes a response: RFC 9457 problem details plus `code`. What is no `AppError` is
 * logged, and told as 503 with the seconds to wait where the database is away or all connections to it are in use, else as 500
 * without a detail.
 */
export function toFailureResponse(error: unknown, request: FailedRequest): FailureResponse {
  return toProblem(asAppError(error, request), request.id);
}

/** Any failure as one that can be told: what is no `AppError` is logged, and becomes 503 or 500 without a detail. */
export function asAppError(error: unknown, { id: requestId, method, pathname }: FailedRequest): AppError {
  if (error instanceof AppError) return error;
  if (isOfBeingBusy(error)) {
    log().error({ error, requestId, pathname }, "all connections to the database are in use");
    const words = "A lot is going on right now. Please try again in a moment.";
    return new AppError("too_busy", words, 503, { retryAfterSeconds: 3, cause: error });
  }
  if (isDatabaseUnavailable(error)) {
    log().error({ error, requestId, pathname }, "the database is away");
    const words = "We can't reach our database. Please try again in a moment.";
    return new AppError("database_unavailable", words, 503, { retryAfterSeconds: 3, cause: error });
  }
  log().error({ error, requestId, pathname, method }, "a request failed");
  return new AppError("internal_error", "Something went wrong on our side.", 500, { cause: error });
}

/** A failure as problem details. */
export function toProblem(
  error: AppError,
  requestId: string,
  failureMembers?: FailureMembers,
): FailureResponse {
  const { errors, retryAfterSeconds, members } = error.details;
  const headers: Record<string, string> = { "content-type": "application/problem+json; charset=utf-8" };
  if (retryAfterSeconds) headers["retry-after"] = String(Math.ceil(retryAfterSeconds));
  if (error.status === 401) headers["www-authenticate"] = wwwAuthenticate(error.code);
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
  return { status: error.status, headers, body: JSON.stringify(problem) };
}

/** RFC 6750 section 3: no error code where no token was given. */
function wwwAuthenticate(code: string): string {
  return code === "invalid_token" ? 'Bearer error="invalid_token"' : "Bearer";
}

/** The name of each status that we return (RFC 9110). */
export const TITLES: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  410: "Gone",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  417: "Expectation Failed",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};
