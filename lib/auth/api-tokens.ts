import { jwtVerify, SignJWT } from "jose";
import { publicOrigin } from "../env.ts";
import { keyFor } from "./keys.ts";

/** How long an API token is good for, in seconds. */
export const API_TOKEN_LIFETIME_SECONDS = 3600;

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

/** The account id that a Bearer token names; null for anything but a valid token of ours. */
export async function readApiToken(token: string): Promise<string | null> {
  try {
    const { payload } = await jwtVerify(token, keyFor("api-tokens"), {
      issuer: publicOrigin(),
      audience: AUDIENCE,
      algorithms: ["HS256"],
      typ: "at+jwt",
      requiredClaims: ["sub", "exp", "nbf", "iat"],
      clockTolerance: 5,
    });
    return payload.sub ?? null;
  } catch {
    return null;
  }
}
