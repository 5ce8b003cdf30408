import Link from "next/link";
import type { ReactNode } from "react";
import { ChatLink } from "#components/chat-link";
import { Notice } from "#components/notice";
import { buttonStyle } from "#components/ui/button";
import { type Refusal, refusalFor } from "./refusals.ts";

interface RefusedProps {
  code: string;
  /** More exact words than those of the code, from the server. */
  words?: string | undefined;
  /** Opens the chat with "link" written; null while our number is not known. */
  chatUrl: string | null;
  onRetry?: () => void;
}

/** Why the link does not work, and one tap to what does. */
export function Refused({ code, words, chatUrl, onRetry }: RefusedProps) {
  const refusal = refusalFor(code);
  return (
    <Notice
      tone={refusal.tone}
      title={refusal.title}
      actions={nextStep(refusal.next, chatUrl, onRetry)}
      className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-10"
    >
      <p>{words ?? refusal.words}</p>
    </Notice>
  );
}

function nextStep(next: Refusal["next"], chatUrl: string | null, onRetry?: () => void): ReactNode {
  if (next === "ask") return <ChatLink url={chatUrl}>Ask for a new link</ChatLink>;
  if (next === "chat") return <ChatLink url={chatUrl}>Open WhatsApp</ChatLink>;
  if (next === "retry") {
    return (
      <button type="button" onClick={onRetry} className={buttonStyle()}>
        Try again
      </button>
    );
  }
  const [href, label] =
    next === "settings" ? ["/settings", "Go to settings"] : ["/login?callbackUrl=/whatsapp/link", "Sign in"];
  return (
    <Link href={href} prefetch={false} className={buttonStyle()}>
      {label}
    </Link>
  );
}
