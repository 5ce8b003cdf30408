import type { CredentialsConfig } from "next-auth/providers/credentials";
import CredentialsProvider from "next-auth/providers/credentials";
import { AppError } from "../../errors.ts";
import { credentials, type ProvedAccount, signIn } from "../accounts.ts";
import type { SignInCall } from "../sign-in-call.ts";

/**
 * Signing in with an email address and a password, as next-auth wants it; an error's message is the code of its reason,
 * `onRefused` is told of all that next-auth has no words for, and `onProved` whose the password is.
 */
export function passwordProvider(
  address: string,
  { cookieHeader, onRefused }: Partial<SignInCall>,
  onProved: (account: ProvedAccount) => void,
): CredentialsConfig {
  return CredentialsProvider({
    name: "Email and password",
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given) => {
      const parsed = credentials.safeParse({ email: given?.email, password: given?.password });
      if (!parsed.success) return null;
      try {
        const account = await signIn(parsed.data, address, cookieHeader);
        onProved(account);
        return { id: account.id };
      } catch (error) {
        if (error instanceof AppError && error.code === "wrong_credentials") return null;
        if (error instanceof AppError) onRefused?.(error);
        throw new Error(error instanceof AppError ? error.code : "unavailable", { cause: error });
      }
    },
  });
}
