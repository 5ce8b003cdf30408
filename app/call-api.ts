import { isLeavingByItself } from "#components/own-leaving";
import { BACKGROUND_HEADER } from "#lib/auth/sessions/background";

/** What an API call of ours failed with: the `code` and words of its problem details, or that no response came. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly status: number;
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, status: number, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = "ApiFailure";
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const OFFLINE = "We can’t reach the server. Check your internet connection and try again.";
const STRANGE = "We didn’t understand the server’s response. Please try again.";

interface CallOptions {
  method?: "GET" | "POST" | "DELETE";
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls an API of ours and returns the JSON of its response; throws `ApiFailure` for anything but success. */
export async function callApi<T>(
  path: string,
  { method = "GET", body, headers }: CallOptions = {},
): Promise<T> {
  const response = await request(path, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const content: unknown = await response.json().catch(() => null);
  if (response.ok && content !== null) return content as T;
  throw toFailure(response, content);
}

/**
 * What a page keeps up to date by itself: as `callApi`, but no sign that somebody is there. Where the session is over, it
 * goes to the sign-in page, so that nothing stays on the screen.
 */
export async function fetchAgain<T>(path: string): Promise<T> {
  try {
    return await callApi<T>(path, { headers: { [BACKGROUND_HEADER]: "1" } });
  } catch (failure) {
    leaveWhereOver(failure);
    throw failure;
  }
}

/** Goes to the sign-in page, and from there back to this one, if a call failed because nobody is signed in (any more). */
export function leaveWhereOver(failure: unknown): void {
  if (!(failure instanceof ApiFailure && failure.status === 401) || isLeavingByItself()) return;
  window.location.assign(`/login?callbackUrl=${encodeURIComponent(window.location.pathname)}`);
}

async function request(path: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { ...options, cache: "no-store" });
  } catch {
    throw new ApiFailure("offline", OFFLINE, 0);
  }
}

function toFailure(response: Response, body: unknown): ApiFailure {
  const problem = (body ?? {}) as { code?: string; detail?: string; error?: string };
  const wait = Number(response.headers.get("retry-after"));
  const words = problem.detail ?? problem.error ?? STRANGE;
  return new ApiFailure(problem.code ?? "server_error", words, response.status, wait > 0 ? wait : null);
}

/** Any failure as words for people. */
export function inWords(error: unknown): string {
  return error instanceof ApiFailure ? error.message : STRANGE;
}
