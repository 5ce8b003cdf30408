import { waitInWords } from "#lib/time";

const AWAY = "We cannot sign you in just now. Please try again in a moment.";

/** How long to wait where the server did not say it. */
const SOME_SECONDS = 600;

const WORDS: Record<string, (wait: string) => string> = {
  CredentialsSignin: () => "The e-mail address or the password is wrong. Please check both and try again.",
  too_many_tries: (wait) => `Too many wrong tries. Please wait ${wait} and try again.`,
  too_busy: (wait) => `Very many people are signing in just now. Please wait ${wait} and try again.`,
};

/** What is said where the school's own sign-in did not work, by the code that next-auth or our own check gives. */
const PROVIDER_WORDS: Record<string, (provider: string) => string> = {
  OAuthSignin: (provider) => `We cannot reach ${provider} just now. Please try again in a few minutes.`,
  OAuthCallback: (provider) => `Signing in with ${provider} took too long or went wrong. Please try again.`,
  Callback: (provider) =>
    `You were not signed in: it was cancelled, or ${provider} refused. You can try again.`,
  account_disabled: () => "This account can no longer be used. Please ask your school.",
  email_missing: (provider) =>
    `We need your e-mail address, and ${provider} did not give it. Please ask your school.`,
  email_unverified: (provider) =>
    `Your e-mail address is not confirmed yet. Confirm it with ${provider}, then sign in again.`,
  email_taken: () => "Another account has your e-mail address already. Please ask your school to join them.",
};

/** Why signing in did not work, in words for people; `provider` is what the school's own sign-in is called. */
export function wordsForFailure(code: string | undefined, provider = "", waitSeconds = SOME_SECONDS): string {
  // Own keys only: the code comes from the address, which may say "constructor".
  if (code && Object.hasOwn(WORDS, code)) return WORDS[code]?.(waitInWords(waitSeconds)) ?? AWAY;
  return (code && Object.hasOwn(PROVIDER_WORDS, code) && PROVIDER_WORDS[code]?.(provider)) || AWAY;
}
