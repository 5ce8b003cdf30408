import { jwtVerify, SignJWT } from "jose";
import { publicOrigin } from "../env.ts";
import { keyFor } from "../keys.ts";
import { API_TOKEN_LIFETIME_MINUTES } from "../lifetimes.ts";

/** What a session or token proves: whose it is, and when (in seconds) that person proved to be it. */
export interface Proof {
  accountId: string;
  provedAt: number;
  /** By which it can be ended; null for an old one that has none. */
  id: string | null;
  /** It counts while the account has the same; of those that are older than generations it is the first. */
  generation: number;
}

const AUDIENCE = "connect-api";

/** A Bearer token (JWT, HS256) that names the account; its role is not in it, but read at every use. */
export function issueApiToken(accountId: string, generation = 0): Promise<string> {
  return new SignJWT({ gen: generation })
    .setProtectedHeader({ alg: "HS256", typ: "at+jwt" })
    .setSubject(accountId)
    .setIssuer(publicOrigin())
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setNotBefore("0s")
    .setExpirationTime(`${API_TOKEN_LIFETIME_MINUTES}m`)
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
    const { sub: accountId, iat: provedAt, jti: id = null, gen } = payload;
    if (!accountId || !provedAt) return null;
    return { accountId, provedAt, id, generation: generationIn(gen) };
  } catch {
    return null;
  }
}

/** The generation that a claim tells; the first where there is none, as in what was issued before there were any. */
export function generationIn(claim: unknown): number {
  return typeof claim === "number" ? claim : 0;
}
