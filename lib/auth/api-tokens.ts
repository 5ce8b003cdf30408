import { jwtVerify, SignJWT } from "jose";
import { publicOrigin } from "../env.ts";
import { keyFor } from "./keys.ts";

/** How long an API token is good for, in seconds. */
export const API_TOKEN_LIFETIME_SECONDS = 3600;

/** What a session or token proves: whose it is, and when (in seconds) that person proved to be it. */
export interface Proof {
  accountId: string;
  provedAt: number;
}

const AUDIENCE = "connect-api";

/** A Bearer token (JWT, HS256) that names the account; its role is not in it, but read at every use. */
export function issueApiToken(accountId: string): Promise<string> {
  return new SignJWT()
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .setSubject(accountId)
    .setIssuer(publicOrigin())
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setNotBefore("0s")
    .setExpirationTime(`${API_TOKEN_LIFETIME_SECONDS}s`)
    .setJti(crypto.randomUUID())
    .sign(keyFor("api-tokens"));
}

/** What a Bearer token proves; null for anything but a valid token of ours. */
export async function readApiToken(token: string): Promise<Proof | null> {
  try {
    const { payload } = await jwtVerify(token, keyFor("api-tokens"), {
      issuer: publicOrigin(),
      audience: AUDIENCE,
      algorithms: ["HS256"],
      typ: "at+jwt",
      requiredClaims: ["sub", "exp", "nbf", "iat"],
      clockTolerance: 5,
    });
    const { sub: accountId, iat: provedAt } = payload;
    return accountId && provedAt ? { accountId, provedAt } : null;
  } catch {
    return null;
  }
}
