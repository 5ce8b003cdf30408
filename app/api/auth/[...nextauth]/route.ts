import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "#lib/auth/options";
import { knownBrowserCookie } from "#lib/auth/passwords/known-browsers";
import { returnPath } from "#lib/auth/return-path";
import { BACKGROUND_HEADER } from "#lib/auth/sessions/background";
import { AppError } from "#lib/errors";
import { callerAddress } from "#lib/requests/address";
import { readBody } from "#lib/requests/body";
import { route } from "#lib/requests/route";

interface NextAuthContext {
  params: Promise<{ nextauth: string[] }>;
}

const FORM_BYTES = 10_000;

async function handle(request: Request, context: NextAuthContext): Promise<Response> {
  const { nextauth } = await context.params;
  // Where next-auth lets browsers write into our log, whatever they like.
  if (nextauth[0] === "_log") throw new AppError("not_found", "There's nothing at this address.", 404);
  const refusals: AppError[] = [];
  const cookieHeader = request.headers.get("cookie");
  const signedIn: string[] = [];
  const options = authOptions(callerAddress(request.headers), {
    cookieHeader,
    isBackground: request.headers.has(BACKGROUND_HEADER),
    onRefused: (refusal) => refusals.push(refusal),
    onSignedIn: ({ email }) => signedIn.push(knownBrowserCookie(cookieHeader, email)),
  });
  const given: Response = await NextAuth(request as never, context as never, options);
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

/** next-auth's own endpoints: session, CSRF token, sign-out. */
export const GET = route<NextAuthContext>(async (request, context) => {
  // Where next-auth calls it a fault of ours that a password is not asked for by GET.
  if ((await context.params).nextauth.join("/") === "callback/credentials")
    throw new AppError("method_not_allowed", "Use POST to sign in with a password.", 405);
  return handle(new NextRequest(safeAddress(request), request), context);
});

/** next-auth's own endpoints: sign-in with credentials, sign-out. 413 for more than a form of theirs can hold. */
export const POST = route<NextAuthContext>(async (request, context) => {
  // Read here, because next-auth reads a body of any size.
  const body = new Uint8Array(await readBody(request, FORM_BYTES));
  const { method, headers } = request;
  return handle(new NextRequest(safeAddress(request), { method, headers, body }), context);
});
