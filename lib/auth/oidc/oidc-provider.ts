import { decodeJwt } from "jose";
import type { OAuthConfig, UserinfoEndpointHandler } from "next-auth/providers/oauth";
import { env } from "../../env.ts";

/** What the provider is called in the addresses of next-auth: /api/auth/signin/oidc, /api/auth/callback/oidc. */
export const OIDC = "oidc";

const REAUTHENTICATE_SECONDS = 24 * 3600;
const TIMEOUT_MS = 10_000;

type Claims = Record<string, unknown> & { sub: string };

/** The school's own sign-in service by the settings, as next-auth wants it; null where there is none. */
export function findOidcProvider(): OAuthConfig<Claims> | null {
  const {
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: clientId,
    OIDC_CLIENT_SECRET: clientSecret,
    OIDC_NAME: name,
  } = env();
  if (!issuer || !clientId || !clientSecret) return null;
  return {
    id: OIDC,
    name,
    type: "oauth",
    wellKnown: `${withoutSlash(issuer)}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    authorization: { params: { scope: "openid email profile", max_age: REAUTHENTICATE_SECONDS } },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: TIMEOUT_MS },
    userinfo: { request: readClaims },
    profile: ({ sub }) => ({ id: sub }),
  };
}

/** What the ID token says, which is signed and was checked, and beside it what the provider tells only when it is asked. */
const readClaims: NonNullable<UserinfoEndpointHandler["request"]> = async ({ client, tokens }) => {
  const claims = decodeJwt(tokens.id_token ?? "");
  if (withoutSlash(claims.iss ?? "") !== withoutSlash(env().OIDC_ISSUER ?? "")) {
    throw new Error("The provider goes by another issuer than OIDC_ISSUER.");
  }
  if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
  const more = await client.userinfo(tokens.access_token);
  if (more.sub !== claims.sub) throw new Error("The provider's userinfo is about somebody else.");
  return { ...more, ...claims };
};

function withoutSlash(address: string): string {
  return address.replace(/\/$/, "");
}
