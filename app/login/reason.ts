import { UNLINK_PATH } from "#lib/auth/return-path";

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
  viewerIs: "unknown" | "old" | "recent",
): Reason {
  const { title, asked, words } = reasonOf(next, platform);
  if (viewerIs === "unknown" || next === UNLINK_PATH) return { title, asked, words };
  const since = viewerIs === "old" ? "a day" : "five minutes";
  return { title, asked, words: `You signed in more than ${since} ago. Please sign in again to continue.` };
}

function reasonOf(next: string, platform: string): Reason {
  if (next === "/whatsapp/link") {
    return {
      title: "Sign in to finish linking your WhatsApp",
      asked: "link",
      words: `Almost there. Sign in with your ${platform} account. Then you see both sides, and link them with one button.`,
    };
  }
  if (next === UNLINK_PATH) {
    return {
      title: "Sign in again to unlink",
      asked: "Unlink my WhatsApp, please.",
      words:
        "For your safety, we first make sure that it’s you. Sign in, then confirm. Your WhatsApp is still linked.",
    };
  }
  if (next.startsWith("/admin")) {
    return {
      title: "Sign in to the console",
      asked: "Open the console, please.",
      words: `Gladly. Sign in with your ${platform} account for teachers.`,
    };
  }
  return {
    title: "Sign in",
    asked: "Hello!",
    words: `Hello! Sign in with your ${platform} account, the same as in class.`,
  };
}
