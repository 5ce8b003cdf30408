import { ChatLink } from "#components/chat-link";
import { buttonStyle } from "#components/ui/button";
import { CircleCheck } from "#components/ui/icons";
import { Identities } from "./identities.tsx";
import type { LinkView } from "./view.ts";

interface LinkedProps {
  platform: string;
  view: Extract<LinkView, { state: "linked" }>;
  chatUrl: string | null;
}

/** The good end: what belongs together now, and where to go on. */
export function Linked({ platform, view, chatUrl }: LinkedProps) {
  const { whatsapp, account, isNew } = view;
  return (
    <div className="flex animate-appear flex-col gap-6">
      <header className="flex flex-col items-center gap-3 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-brand-soft text-brand-text">
          <CircleCheck aria-hidden className="size-9" />
        </span>
        <h1 className="font-semibold text-3xl">Your accounts are linked</h1>
        <p role="status" className="text-ink-soft text-lg">
          {isNew
            ? "We also told you in the chat. You can close this page."
            : "This WhatsApp is already linked to your account. There’s nothing left to do."}
        </p>
      </header>
      <Identities canSwitch={false} {...{ platform, whatsapp, account }} />
      <div className="flex flex-col justify-center gap-3 sm:flex-row">
        <ChatLink url={chatUrl} size="large">
          Back to WhatsApp
        </ChatLink>
        <a href="/settings" className={buttonStyle({ variant: "secondary", size: "large" })}>
          See it in settings
        </a>
      </div>
    </div>
  );
}
