import { CODE_LIFETIME_MINUTES, LINK_LIFETIME_MINUTES } from "#lib/lifetimes";
import { durationInWords } from "#lib/time";

/** Why a link does not work, in words, and what to do next. */
export interface Refusal {
  tone: "info" | "good" | "warning" | "bad";
  title: string;
  words: string;
  next: "ask" | "chat" | "settings" | "retry";
}

/** What is said for each `code` of the API and of the page itself. */
const REFUSALS: Record<string, Refusal> = {
  no_token: {
    tone: "info",
    title: "Start in WhatsApp",
    words: "Send “link” to our bot. It replies with a link that opens this page.",
    next: "chat",
  },
  link_not_found: {
    tone: "warning",
    title: "We don’t know this link",
    words: "Part of it may be missing. Ask the bot for a new link and tap it in the chat.",
    next: "ask",
  },
  link_expired: {
    tone: "warning",
    title: "This link has expired",
    words: `Links work for ${durationInWords(LINK_LIFETIME_MINUTES)}. Ask the bot for a new one. It takes a few seconds.`,
    next: "ask",
  },
  link_used: {
    tone: "warning",
    title: "This link has already been used",
    words: "Each link works once. If you still need to link, ask the bot for a new one.",
    next: "ask",
  },
  link_superseded: {
    tone: "info",
    title: "There is a newer link",
    words: "You asked for a link again, so this one stopped working. Open the newest link in your chat.",
    next: "chat",
  },
  whatsapp_linked_already: {
    tone: "warning",
    title: "This WhatsApp belongs to another account",
    words: "Is it your phone? Send “unlink” in that chat, then “link”. If not, ask your school for help.",
    next: "chat",
  },
  link_declined: {
    tone: "warning",
    title: "This link was stopped",
    words: "The person who opened it said they didn’t ask for it. Ask the bot for a new link.",
    next: "ask",
  },
  declined: {
    tone: "good",
    title: "Thanks for checking",
    words:
      "Nothing was linked, and that link no longer works. Your school can see that it was sent to you. You can close this page.",
    next: "settings",
  },
  account_linked_already: {
    tone: "warning",
    title: "Your account has another WhatsApp",
    words: "It was linked a moment ago, and an account can only have one WhatsApp. Check both sides again.",
    next: "retry",
  },
  too_many_tries: {
    tone: "warning",
    title: "You’ve tried too many times",
    words: "Please wait a few minutes, then try again. Your link still works until it expires.",
    next: "retry",
  },
  link_changed: {
    tone: "warning",
    title: "Please check again",
    words:
      "Since you opened this page, another link was opened or another account signed in. Nothing was linked. Check both sides above.",
    next: "retry",
  },
  code_expired: {
    tone: "warning",
    title: "The code wasn’t sent in time",
    words: `The six digits work for ${durationInWords(CODE_LIFETIME_MINUTES)}. Nothing was linked. Ask the bot for a new link.`,
    next: "ask",
  },
  code_refused: {
    tone: "warning",
    title: "Too many wrong codes",
    words:
      "Nothing was linked. Ask the bot for a new link, and send exactly the digits that this page shows.",
    next: "ask",
  },
  cancelled: {
    tone: "info",
    title: "Nothing was linked",
    words: "You stopped it, and the code no longer works. Ask the bot for a new link whenever you like.",
    next: "ask",
  },
};

const OTHERWISE: Refusal = {
  tone: "bad",
  title: "That didn’t work",
  words: "Something went wrong on our side. Please try again in a moment.",
  next: "retry",
};

/** The words for a code; for one that is not known, words that are always true. */
export function refusalFor(code: string): Refusal {
  // Its own keys only: the code may come from the address, which may say "constructor".
  return (Object.hasOwn(REFUSALS, code) && REFUSALS[code]) || OTHERWISE;
}
