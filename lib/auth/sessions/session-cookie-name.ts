import { env } from "../../env.ts";

/** Whether browsers give the session cookie back over https only. */
export function isSessionCookieSecure(): boolean {
  return env().NEXTAUTH_URL.startsWith("https://");
}

/** The name that next-auth gives the session cookie: another one under https. */
export function sessionCookieName(): string {
  return `${isSessionCookieSecure() ? "__Secure-" : ""}next-auth.session-token`;
}
