import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/options";
import { knownBrowserCookie } from "#lib/auth/passwords/known-browsers";
import { returnPath } from "#lib/auth/return-path";
import { BACKGROUND_HEADER } from "#lib/auth/sessions/background";
import { AppError } from "#lib/errors";
import { callerAddress } from "#lib/requests/address";

/** The part of the address that next-auth goes by. */
export interface NextAuthContext {
  params: Promise<{ nextauth: string[] }>;
}

/** Has next-auth answer a request, and adds what it knows nothing of; `body` is what was already read of the request. */
export async function callNextAuth(
  request: Request,
  context: NextAuthContext,
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const { method, headers } = request;
  const { nextauth } = await context.params;
  // Where next-auth lets browsers write into our log, whatever they like.
  if (nextauth[0] === "_log") throw new AppError("not_found", "There's nothing at this address.", 404);
  const asked = new NextRequest(safeAddress(request), body ? { method, headers, body } : request);
  const refusals: AppError[] = [];
  const cookieHeader = headers.get("cookie");
  const signedIn: string[] = [];
  const options = authOptions(callerAddress(headers), {
    cookieHeader,
    isBackground: headers.has(BACKGROUND_HEADER),
    onRefused: (refusal) => refusals.push(refusal),
    onSignedIn: ({ email }) => signedIn.push(knownBrowserCookie(cookieHeader, email)),
  });
  const given: Response = await NextAuth(asked as never, context as never, options);
  const [refusal] = refusals;
  // next-auth knows one status for all that goes wrong; where it sends a browser on instead, that stays.
  const isRefused = refusal !== undefined && given.status === 401;
  const response = new Response(given.body, {
    status: isRefused ? refusal.status : given.status,
    headers: given.headers,
  });
  if (isRefused) response.headers.set("retry-after", String(refusal.details.retryAfterSeconds ?? 1));
  for (const cookie of signedIn) response.headers.append("set-cookie", cookie);
  return response;
}

/**
 * The address without what next-auth would take from its query on trust: it puts everything there into its request to the
 * school's sign-in, and fails where a `callbackUrl` is no address.
 */
function safeAddress(request: Request): URL {
  const url = new URL(request.url);
  const asked = url.searchParams.get("callbackUrl");
  if (request.method === "POST") {
    url.search = url.searchParams.get("prompt") === "login" ? "?prompt=login" : "";
  } else if (asked !== null) {
    url.searchParams.set("callbackUrl", returnPath(asked));
  }
  return url;
}
