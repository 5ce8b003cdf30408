import type { ReactNode } from "react";
import { buttonStyle } from "#components/ui/button";
import { MessageCircle } from "#components/ui/icons";

interface ChatLinkProps {
  /** The address that opens the chat; null while our number is not known. */
  url: string | null;
  variant?: "primary" | "secondary";
  size?: "medium" | "large";
  children: ReactNode;
}

/** A link into the chat with the bot; says what to do instead where there is no address for it. */
export function ChatLink({ url, variant = "primary", size = "medium", children }: ChatLinkProps) {
  if (!url) {
    return (
      <p className="max-w-prose rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
        We can’t open the chat right now because we couldn’t get our number from WhatsApp. Open the chat on
        your phone, or come back in a few minutes.
      </p>
    );
  }
  return (
    <a href={url} target="_blank" rel="noopener noreferrer" className={buttonStyle({ variant, size })}>
      <MessageCircle aria-hidden className="size-5 shrink-0" />
      {children}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  );
}
