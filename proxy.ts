import { NextResponse } from "next/server";
import { SIGNED_IN_PATH } from "#lib/auth/return-path";
import { areCookiesSecure } from "#lib/auth/sessions/session-cookie-name";
import { env } from "#lib/env";
import { readToken } from "#lib/linking/tokens";
import { isDatabaseThere, unavailablePage } from "./app/unavailable.ts";
import { LINK_PAGE, linkCookie } from "./app/whatsapp/link/cookie.ts";

/** The pages that can say nothing without the database. */
const NEED_DATABASE = [
  "/login",
  SIGNED_IN_PATH,
  "/settings",
  "/admin",
  "/admin/audit",
  "/admin/health",
  "/admin/set-up",
  LINK_PAGE,
];

const PAGES = ["/", ...NEED_DATABASE];

/** Everything that is a page or can end as one that says "not found": not the API, and not the files of the build. */
export const config = {
  matcher: [{ source: "/((?!api/|_next/static/|health$|health/(?:detailed|ready)$).*)" }],
};

/** Gives every page its security headers, and takes a link token out of the address before anything shows it. */
export async function proxy(request: Request): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const response = await respond(request, nonce, policy);
  response.headers.set("Content-Security-Policy", policy);
  if (new URL(request.url).pathname === LINK_PAGE) keepLinkPrivate(response);
  return response;
}

async function respond(request: Request, nonce: string, policy: string): Promise<NextResponse> {
  const { pathname, searchParams } = new URL(request.url);
  if (PAGES.includes(pathname) && request.method !== "GET" && request.method !== "HEAD") {
    return new NextResponse(null, { status: 405, headers: { allow: "GET, HEAD" } });
  }
  const token = pathname === LINK_PAGE ? searchParams.get("token") : null;
  if (token !== null) return moveTokenIntoCookie(request, token);
  if (NEED_DATABASE.includes(pathname) && !(await isDatabaseThere())) {
    const { body, ...rest } = unavailablePage();
    return new NextResponse(body, rest);
  }
  return toPage(request, nonce, policy);
}

/** Next puts the nonce that it finds in the request's policy on its own scripts. */
function toPage(request: Request, nonce: string, policy: string): NextResponse {
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  return NextResponse.next({ request: { headers } });
}

/** Redirects to the clean address; the token goes on in a cookie that only the link page gets and no script can read. */
function moveTokenIntoCookie(request: Request, token: string): NextResponse {
  const response = NextResponse.redirect(new URL(LINK_PAGE, request.url), 303);
  // In the one spelling that a cookie needs no code for, since the page and the routes of its buttons read cookies differently.
  response.cookies.set(linkCookie(readToken(token) ?? token, areCookiesSecure()));
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
