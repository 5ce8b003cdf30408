import { cookies } from "next/headers";
import { returnPath } from "#lib/auth/return-path";
import { env } from "#lib/env";

/** Where to go after signing in: as the address says or, where next-auth led back with an error, as its cookie remembers. */
export async function findAskedPath(callbackUrl: string | string[] | undefined): Promise<string> {
  const prefix = env().NEXTAUTH_URL.startsWith("https://") ? "__Secure-" : "";
  const remembered = (await cookies()).get(`${prefix}next-auth.callback-url`)?.value;
  return returnPath(callbackUrl ?? remembered);
}
