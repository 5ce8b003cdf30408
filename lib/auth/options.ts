import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { callerAddress } from "../address.ts";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { log } from "../log.ts";
import { credentials, signIn } from "./accounts.ts";
import { SESSION_LIFETIME_SECONDS } from "./session.ts";

/** next-auth's configuration: credentials, and a JWT that names the account and the time of signing in, nothing else. */
export function authOptions(): AuthOptions {
  return {
    secret: env().NEXTAUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_LIFETIME_SECONDS },
    jwt: { maxAge: SESSION_LIFETIME_SECONDS },
    pages: { signIn: "/login", error: "/login" },
    providers: [
      CredentialsProvider({
        name: "E-mail and password",
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (given, request) => {
          const parsed = credentials.safeParse({ email: given?.email, password: given?.password });
          if (!parsed.success) return null;
          try {
            return await signIn(
              parsed.data,
              callerAddress(new Headers(request.headers as Record<string, string>)),
            );
          } catch (error) {
            if (error instanceof AppError && error.code === "wrong_credentials") return null;
            throw new Error(error instanceof AppError ? error.code : "unavailable", { cause: error });
          }
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sub: user.id, auth_time: Math.floor(Date.now() / 1000) } : token),
    },
    logger: {
      error: (code) => log().warn({ code }, "sign-in failed"),
      warn: () => {},
      debug: () => {},
    },
  };
}
