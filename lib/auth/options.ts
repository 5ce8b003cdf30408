import { randomUUID } from "node:crypto";
import type { AuthOptions } from "next-auth";
import type { JWT } from "next-auth/jwt";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { SESSION_LIFETIME_MINUTES } from "../lifetimes.ts";
import { log } from "../log.ts";
import type { ProvedAccount } from "./accounts.ts";
import { signInWithOidc } from "./oidc/oidc-accounts.ts";
import { authTimeOf, oidcClaims } from "./oidc/oidc-claims.ts";
import { findOidcProvider, OIDC } from "./oidc/oidc-provider.ts";
import { passwordProvider } from "./passwords/credentials-provider.ts";
import { returnPath } from "./return-path.ts";
import { isGoingOn } from "./sessions/session.ts";
import { beginSession } from "./sessions/session-uses.ts";
import { signOutOf } from "./sessions/sign-out.ts";
import type { SignInCall } from "./sign-in-call.ts";

/**
 * next-auth's configuration for a call from a network address: how people sign in, and a JWT that names the account, when it
 * was proved, the session and its generation, nothing else.
 */
export function authOptions(address: string, call: Partial<SignInCall> = {}): AuthOptions {
  const oidc = findOidcProvider();
  // next-auth gives `jwt` what it knows of a user; the account itself comes to it this way.
  let proved: ProvedAccount | undefined;
  const onProved = (account: ProvedAccount) => {
    proved = account;
  };
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_LIFETIME_MINUTES * 60 },
    jwt: { maxAge: SESSION_LIFETIME_MINUTES * 60 },
    pages: { signIn: "/login", error: "/login" },
    providers: [passwordProvider(address, call, onProved), ...(oidc ? [oidc] : [])],
    callbacks: {
      redirect: ({ url }) => returnPath(url),
      signIn: async ({ account, profile }) => {
        if (account?.provider === OIDC) onProved(await findAccount(profile, address));
        return true;
      },
      jwt: async ({ token, user, profile }) => {
        if (user) return beginToken(proved, authTimeOf(profile));
        if (await isGoingOn(token, !call.isBackground)) return token;
        throw new Error("The session is over.");
      },
    },
    events: {
      signIn: () => {
        if (proved) call.onSignedIn?.(proved);
      },
      signOut: ({ token }) => signOutOf(token, address),
    },
    logger: {
      error: (code, metadata) => {
        // A session that is over is no failure: everybody's is at some time.
        if (code !== "JWT_SESSION_ERROR") log().warn({ code, reason: reasonOf(metadata) }, "sign-in failed");
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

async function beginToken(account: ProvedAccount | undefined, provedAt: number): Promise<JWT> {
  if (!account) throw new Error("Nobody was proved to be anybody.");
  const sid = randomUUID();
  await beginSession(sid);
  return { sub: account.id, auth_time: provedAt, sid, gen: account.sessionGeneration };
}

/** The account that a provider's claims stand for; an error's message is the code that the sign-in page explains. */
async function findAccount(profile: unknown, address: string): Promise<ProvedAccount> {
  try {
    return await signInWithOidc(oidcClaims.parse(profile), address);
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
