import { getToken, type JWT } from "next-auth/jwt";
import { env } from "../../env.ts";
import { SESSION_LIFETIME_MINUTES } from "../../lifetimes.ts";
import { generationIn, type Proof } from "../api-tokens.ts";
import { isEnded } from "./ended-sessions.ts";
import { sessionCookieName } from "./session-cookie-name.ts";

/** What the session cookie in a `Cookie` header proves; null where it is none of ours, over, or was signed out of. */
export async function readSessionCookie(cookieHeader: string | null): Promise<Proof | null> {
  const cookieName = sessionCookieName();
  const pairs = (cookieHeader ?? "").split(/;\s*/).map(splitOnce);
  // next-auth would put others behind it whose names only begin like this one, and then nothing could be read.
  const cookies = Object.fromEntries(pairs.filter(([name]) => name === cookieName));
  const claims = await getToken({
    // getToken asks for a Next request but reads only these two of it; no Authorization header, so only the cookie counts.
    req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
    secret: env().NEXTAUTH_SECRET,
    cookieName,
  });
  return claims && readSessionClaims(claims);
}

/** What the claims of a session cookie prove, which next-auth took out of it; null where they count no more. */
export async function readSessionClaims({ sub, auth_time: provedAt, sid, gen }: JWT): Promise<Proof | null> {
  const id = typeof sid === "string" ? sid : null;
  if (!sub || typeof provedAt !== "number" || (id && (await isEnded(id)))) return null;
  // next-auth renews a cookie that is asked for at its own address; no session lasts longer for that.
  if (Date.now() / 1000 - provedAt >= SESSION_LIFETIME_MINUTES * 60) return null;
  return { accountId: sub, provedAt, id, generation: generationIn(gen) };
}

function splitOnce(pair: string): [string, string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}
