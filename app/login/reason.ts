interface Reason {
  title: string;
  /** What the visitor wanted, as they would say it in the chat. */
  asked: string;
  words: string;
}

/** Why somebody is on the sign-in page, in words, by where they go on to. */
export function reasonToSignIn(next: string, platform: string, isSignedIn: boolean): Reason {
  const { title, asked, words } = reasonOf(next, platform);
  if (!isSignedIn) return { title, asked, words };
  return { title, asked, words: "You signed in more than a day ago. Please sign in once more to go on." };
}

function reasonOf(next: string, platform: string): Reason {
  if (next === "/whatsapp/link") {
    return {
      title: "Sign in to finish linking your WhatsApp",
      asked: "link",
      words: `Almost there. Sign in with your ${platform} account. Then you see both sides, and link them with one button.`,
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
