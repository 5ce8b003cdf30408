import type { ReactNode } from "react";
import { ChatLink } from "#components/chat-link";
import { Notice } from "#components/notice";
import { buttonStyle } from "#components/ui/button";
import { LINK_PAGE } from "./cookie.ts";
import { type Refusal, refusalFor } from "./refusals.ts";

interface RefusedProps {
  as: "h1" | "h2";
  code: string;
  /** Opens the chat with "link" written; null while our number is not known. */
  chatUrl: string | null;
}

const PLACES = {
  settings: { href: "/settings", label: "Go to settings" },
  retry: { href: LINK_PAGE, label: "Try again" },
};

/** Why the link does not work, and one tap to what does. */
export function Refused({ as, code, chatUrl }: RefusedProps) {
  const { tone, title, words, next } = refusalFor(code);
  return (
    <Notice
      as={as}
      tone={tone}
      title={title}
      actions={nextStep(next, chatUrl)}
      className="rounded-2xl border border-line bg-surface p-6 shadow-card sm:p-10"
    >
      <p>{words}</p>
    </Notice>
  );
}

function nextStep(next: Refusal["next"], chatUrl: string | null): ReactNode {
  if (next === "ask") return <ChatLink url={chatUrl}>Ask for a new link</ChatLink>;
  if (next === "chat") return <ChatLink url={chatUrl}>Open WhatsApp</ChatLink>;
  const { href, label } = PLACES[next];
  return (
    <a href={href} className={buttonStyle()}>
      {label}
    </a>
  );
}
