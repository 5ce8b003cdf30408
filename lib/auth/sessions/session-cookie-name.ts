import { env } from "../../env.ts";

/** Whether browsers give cookies back over https only. */
export function areCookiesSecure(): boolean {
  return env().NEXTAUTH_URL.startsWith("https://");
}

/** The name that next-auth gives the session cookie: another one under https. */
export function sessionCookieName(): string {
  return `${areCookiesSecure() ? "__Secure-" : ""}next-auth.session-token`;
}
