import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { isLoopback } from "../settings/loopback.ts";

/** Refuses with 403 a cookie-authenticated write that did not come from a page of ours (CSRF). */
export function requireSameOrigin(request: Request, userId: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  const origin = request.headers.get("origin");
  if (
    isOurOrigin(origin, request.headers.get("host")) &&
    request.headers.get("sec-fetch-site") !== "cross-site"
  )
    return;
  const message = "This request didn't come from our own pages. API clients need a Bearer token.";
  throw new AppError("foreign_origin", message, 403, { denied: { userId } });
}

/**
 * Whether an `Origin` header names the address under which people open our pages: scheme, host and port. Where that is this
 * machine, so do its other names, as far as the page was opened by them.
 */
function isOurOrigin(origin: string | null, host: string | null): boolean {
  const { NEXTAUTH_URL } = env();
  if (origin === new URL(NEXTAUTH_URL).origin) return true;
  return (
    isLoopback(NEXTAUTH_URL) && origin === `http://${host}` && URL.canParse(origin) && isLoopback(origin)
  );
}
