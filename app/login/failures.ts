import { waitInWords } from "#lib/time";

const AWAY = "We can’t sign you in right now. Please try again in a moment.";

/** How long to wait where the server did not say it. */
const SOME_SECONDS = 600;

const WORDS: Record<string, (wait: string) => string> = {
  CredentialsSignin: () => "The email address or password is wrong. Please check both and try again.",
  too_many_tries: (wait) => `You’ve tried too many times. Please wait ${wait} and try again.`,
  too_busy: (wait) => `A lot of people are signing in right now. Please wait ${wait} and try again.`,
};

/** What is said where the school's own sign-in did not work, by the code that next-auth or our own check gives. */
const PROVIDER_WORDS: Record<string, (provider: string) => string> = {
  OAuthSignin: (provider) => `We can’t reach ${provider} right now. Please try again in a few minutes.`,
  OAuthCallback: (provider) => `Signing in with ${provider} took too long or went wrong. Please try again.`,
  Callback: (provider) =>
    `You weren’t signed in: it was cancelled, or ${provider} refused. You can try again.`,
  account_disabled: () => "This account can no longer be used. Please ask your school.",
  email_missing: (provider) =>
    `We need your email address, but ${provider} didn’t share it. Please ask your school.`,
  email_unverified: (provider) =>
    `Your email address isn’t confirmed yet. Confirm it with ${provider}, then sign in again.`,
  email_taken: () => "Another account already has your email address. Please ask your school to merge them.",
};

/** Why signing in did not work, in words for people; `provider` is what the school's own sign-in is called. */
export function wordsForFailure(code: string | undefined, provider = "", waitSeconds = SOME_SECONDS): string {
  // Own keys only: the code comes from the address, which may say "constructor".
  if (code && Object.hasOwn(WORDS, code)) return WORDS[code]?.(waitInWords(waitSeconds)) ?? AWAY;
  return (code && Object.hasOwn(PROVIDER_WORDS, code) && PROVIDER_WORDS[code]?.(provider)) || AWAY;
}
