import { randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { log } from "../log.ts";
import { passwordProvider } from "./credentials-provider.ts";
import { endSession, SESSION_LIFETIME_SECONDS } from "./ended-sessions.ts";
import { signInWithOidc } from "./oidc-accounts.ts";
import { authTimeOf, oidcClaims } from "./oidc-claims.ts";
import { findOidcProvider, OIDC } from "./oidc-provider.ts";
import { returnPath } from "./return-path.ts";

/**
 * next-auth's configuration for a call from a network address: how people sign in, and a JWT that names the account and
 * when it was proved, nothing else. `onRefused` is told why a password was not even looked at.
 */
export function authOptions(address: string, onRefused: (refusal: AppError) => void = () => {}): AuthOptions {
  const oidc = findOidcProvider();
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_LIFETIME_SECONDS },
    jwt: { maxAge: SESSION_LIFETIME_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [passwordProvider(address, onRefused), ...(oidc ? [oidc] : [])],
    callbacks: {
      redirect: ({ url }) => returnPath(url),
      signIn: async ({ user, account, profile }) => {
        // next-auth gives this same user to `jwt` below.
        if (account?.provider === OIDC) user.id = await findAccountId(profile, address);
        return true;
      },
      jwt: ({ token, user, profile }) =>
        user ? { sub: user.id, auth_time: authTimeOf(profile), sid: randomUUID() } : token,
    },
    events: {
      signOut: async ({ token: { sid } }) => {
        if (typeof sid === "string") await endSession(sid);
      },
    },
    logger: {
      error: (code, metadata) => log().warn({ code, reason: reasonOf(metadata) }, "sign-in failed"),
      warn: () => {},
      debug: () => {},
    },
  };
}

/** The account that a provider's claims stand for; an error's message is the code that the sign-in page explains. */
async function findAccountId(profile: unknown, address: string): Promise<string> {
  try {
    return (await signInWithOidc(oidcClaims.parse(profile), address)).id;
  } catch (error) {
    if (!(error instanceof AppError)) log().error({ error }, "a provider's sign-in failed");
    throw new Error(error instanceof AppError ? error.code : "unavailable", { cause: error });
  }
}

/** Why signing in failed, for those who set it up: without what follows a comma or colon, which are values of the request. */
function reasonOf(metadata: Error | { error?: Error }): string | undefined {
  const error = metadata instanceof Error ? metadata : metadata.error;
  return error?.message.split(/[,:]/)[0]?.slice(0, 100);
}
