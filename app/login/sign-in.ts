import { ApiFailure, callApi } from "../call-api.ts";
import { wordsForFailure } from "./failures.ts";

interface NextAuthResponse {
  ok: boolean;
  status: number;
  /** Where to go on; names the error where there is one. */
  address: string | null;
  /** How long to wait before the next try. */
  waitSeconds: number | undefined;
}

/** Posts a form to next-auth, with the CSRF token that it wants. */
async function postToNextAuth(path: string, fields: Record<string, string>): Promise<NextAuthResponse> {
  const { csrfToken } = await callApi<{ csrfToken: string }>("/api/auth/csrf");
  const response = await fetch(`/api/auth/${path}`, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  }).catch(() => null);
  const body: { url?: string } | null = (await response?.json().catch(() => null)) ?? null;
  return {
    ok: response?.ok ?? false,
    status: response?.status ?? 0,
    address: body?.url ?? null,
    waitSeconds: Number(response?.headers.get("retry-after")) || undefined,
  };
}

/** Signs in with email and password; throws an `ApiFailure` with words for the form. */
export async function signIn(email: string, password: string): Promise<void> {
  const { ok, status, address, waitSeconds } = await postToNextAuth("callback/credentials", {
    email,
    password,
  });
  if (ok) return;
  const reason = address && URL.canParse(address) ? new URL(address).searchParams.get("error") : null;
  const words = wordsForFailure(reason ?? undefined, "", waitSeconds);
  throw new ApiFailure(reason ?? "unavailable", words, status);
}

/**
 * The address of the school's own sign-in, which leads back to `next`; `isAnew` has it ask for a person whom it already
 * knows. Throws an `ApiFailure` with words.
 */
export async function findProviderAddress(next: string, isAnew: boolean): Promise<string> {
  const path = isAnew ? "signin/oidc?prompt=login" : "signin/oidc";
  const { ok, status, address } = await postToNextAuth(path, { callbackUrl: next });
  if (ok && address) return address;
  throw new ApiFailure("unavailable", wordsForFailure(undefined), status);
}
