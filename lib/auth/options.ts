import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { callerAddress } from "../address.ts";
import { env } from "../env.ts";
import { AppError } from "../errors.ts";
import { log } from "../log.ts";
import { credentials, signIn } from "./accounts.ts";

/** How long a browser session lasts, in seconds. */
export const SESSION_LIFETIME_SECONDS = 8 * 3600;

/** next-auth's configuration: credentials, and a JWT that names the account and nothing else about it. */
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
      jwt: ({ token, user }) => (user ? { sub: user.id } : token),
    },
    logger: {
      error: (code) => log().warn({ code }, "sign-in failed"),
      warn: () => {},
      debug: () => {},
    },
  };
}
