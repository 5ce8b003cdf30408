import { type NextRequest, NextResponse } from "next/server";
import { env } from "#lib/env";
import { LINK_PAGE, linkCookie } from "./app/whatsapp/link/cookie.ts";

/** Everything that is a page: not the API, which sets its own headers, and not files. */
export const config = {
  matcher: [{ source: "/((?!api/|health|metrics|_next/|.*\\.(?:svg|png|ico|webmanifest|txt)$).*)" }],
};

/** Gives every page its security headers, and takes a link token out of the address before anything shows it. */
export function proxy(request: NextRequest): NextResponse {
  const isLinkPage = request.nextUrl.pathname === LINK_PAGE;
  const token = isLinkPage ? request.nextUrl.searchParams.get("token") : null;
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const response = token === null ? toPage(request, nonce, policy) : moveTokenIntoCookie(request, token);
  response.headers.set("Content-Security-Policy", policy);
  if (isLinkPage) keepLinkPrivate(response);
  return response;
}

/** Next puts the nonce that it finds in the request's policy on its own scripts. */
function toPage(request: NextRequest, nonce: string, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  return NextResponse.next({ request: { headers } });
}

/** Answers with the clean address; the token goes on in a cookie that only the link page gets and no script can read. */
function moveTokenIntoCookie(request: NextRequest, token: string): NextResponse {
  const response = NextResponse.redirect(new URL(LINK_PAGE, request.nextUrl), 303);
  response.cookies.set(linkCookie(token, env().NEXTAUTH_URL.startsWith("https://")));
  return response;
}

function keepLinkPrivate({ headers }: NextResponse): void {
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("Cache-Control", "no-store");
  headers.set("X-Robots-Tag", "noindex");
}

function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = env().NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
