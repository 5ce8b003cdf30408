import { areCookiesSecure, sessionCookieName } from "./session-cookie-name.ts";

/** The `Set-Cookie` header that ends the session of a browser, under the name that next-auth keeps it by. */
export function endedSessionCookie(): string {
  const secure = areCookiesSecure() ? "; Secure" : "";
  return `${sessionCookieName()}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${secure}`;
}
