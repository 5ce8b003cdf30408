import { UNLINK_PATH } from "#lib/auth/return-path";
import { FRESH_SIGN_IN_MINUTES, RECENT_SIGN_IN_MINUTES } from "#lib/lifetimes";
import { durationInWords } from "#lib/time";

interface Reason {
  title: string;
  /** What the visitor wanted, as they would say it in the chat. */
  asked: string;
  words: string;
}

/** Why somebody is on the sign-in page, in words, by where they go on to and how long ago they signed in. */
export function reasonToSignIn(
  next: string,
  platform: string,
  signInIs: "unknown" | "old" | "recent",
): Reason {
  const reason = reasonOf(next, platform);
  if (signInIs === "unknown" || next === UNLINK_PATH) return reason;
  const since = durationInWords(signInIs === "old" ? RECENT_SIGN_IN_MINUTES : FRESH_SIGN_IN_MINUTES);
  return {
    title: reason.title === "Sign in" ? "Sign in again" : reason.title,
    asked: reason.asked,
    words: `You signed in more than ${since} ago. To keep your account safe, please sign in again.`,
  };
}

function reasonOf(next: string, platform: string): Reason {
  if (next === "/whatsapp/link") {
    return {
      title: "Sign in to finish linking your WhatsApp",
      asked: "link",
      words: `Almost there. Sign in with your ${platform} account. You’ll see both sides before anything is linked. If you didn’t just write to our bot, close this page.`,
    };
  }
  if (next === UNLINK_PATH) {
    return {
      title: "Sign in again to unlink",
      asked: "Unlink my WhatsApp, please.",
      words:
        "To keep your account safe, we check that it’s you first. Sign in, then confirm. Your WhatsApp is still linked.",
    };
  }
  if (next.startsWith("/admin")) {
    return {
      title: "Sign in to the console",
      asked: "Open the console, please.",
      words: `Sign in with your ${platform} staff account.`,
    };
  }
  return {
    title: "Sign in",
    asked: "Hello!",
    words: `Sign in with your ${platform} account, the one you use at school.`,
  };
}
