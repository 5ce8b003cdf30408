import { cookies } from "next/headers";
import { returnPath } from "#lib/auth/return-path";
import { areCookiesSecure } from "#lib/auth/sessions/session-cookie-name";

type Parameter = string | string[] | undefined;

/** Where to go after signing in: as the address says or, where next-auth led back with an error, as its cookie remembers. */
export async function findAskedPath(callbackUrl: Parameter, error: Parameter): Promise<string> {
  if (callbackUrl !== undefined || error === undefined) return returnPath(callbackUrl);
  const prefix = areCookiesSecure() ? "__Secure-" : "";
  return returnPath((await cookies()).get(`${prefix}next-auth.callback-url`)?.value);
}
