import { LINK_LIFETIME_MINUTES } from "#lib/lifetimes";

/** The cookie in which proxy.ts keeps the token of an opened link. */
export const LINK_COOKIE = "link_token";

/** The only path that gets the cookie. */
export const LINK_PAGE = "/whatsapp/link";

const COOKIE_SECONDS = LINK_LIFETIME_MINUTES * 60;
const MAX_TOKEN_LENGTH = 100;

/** The token as a cookie, which no script can read and no other page gets; gone when the longest-lived token is. */
export function linkCookie(token: string, isSecure: boolean) {
  return {
    name: LINK_COOKIE,
    value: token.slice(0, MAX_TOKEN_LENGTH),
    httpOnly: true,
    sameSite: "lax",
    path: LINK_PAGE,
    maxAge: COOKIE_SECONDS,
    secure: isSecure,
  } as const;
}

/** The `Set-Cookie` header that forgets the token. */
export function endedLinkCookie(): string {
  return `${LINK_COOKIE}=; Path=${LINK_PAGE}; Max-Age=0; HttpOnly; SameSite=Lax`;
}

/** The token in a `Cookie` header; empty where there is none. */
export function linkTokenIn(cookieHeader: string): string {
  return new RegExp(`(?:^|;\\s*)${LINK_COOKIE}=([^;]*)`).exec(cookieHeader)?.[1] ?? "";
}
