import { ApiFailure, callApi } from "../call-api.ts";

const WORDS: Record<string, string> = {
  CredentialsSignin: "The e-mail address or the password is wrong. Please check both and try again.",
  too_many_tries: "That were too many tries. Please wait 10 minutes and try again.",
};
const AWAY = "We cannot sign you in just now. Please try again in a moment.";

/** Signs in through next-auth's own endpoints; throws an `ApiFailure` with words for the form. */
export async function signIn(email: string, password: string): Promise<void> {
  const { csrfToken } = await callApi<{ csrfToken: string }>("/api/auth/csrf");
  const response = await fetch("/api/auth/callback/credentials", {
    method: "POST",
    body: new URLSearchParams({ csrfToken, email, password, json: "true" }),
  }).catch(() => null);
  const answer: { url?: string } | null = (await response?.json().catch(() => null)) ?? null;
  if (response?.ok) return;
  const address = answer?.url;
  const reason = address && URL.canParse(address) ? new URL(address).searchParams.get("error") : null;
  throw new ApiFailure(reason ?? "unavailable", WORDS[reason ?? ""] ?? AWAY, response?.status ?? 0);
}
