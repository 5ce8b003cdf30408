import { env } from "../../env.ts";

/** The `Set-Cookie` header that ends the session of a browser, under the name that next-auth keeps it by. */
export function endedSessionCookie(): string {
  const isSecure = env().NEXTAUTH_URL.startsWith("https://");
  const name = `${isSecure ? "__Secure-" : ""}next-auth.session-token`;
  return `${name}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
