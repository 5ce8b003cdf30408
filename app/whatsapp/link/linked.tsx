import { CircleCheck } from "lucide-react";
import Link from "next/link";
import { ChatLink } from "#components/chat-link";
import { buttonStyle } from "#components/ui/button";
import type { Account } from "#lib/auth/accounts";
import { Identities } from "./identities.tsx";
import type { Whatsapp } from "./view.ts";

interface LinkedProps {
  platform: string;
  whatsapp: Whatsapp;
  account: Account;
  statusUrl: string | null;
  /** Whether it was linked a moment ago, by the button of this page: then the heading is read out. */
  isNew?: boolean;
}

/** The good end: what belongs together now, and where to go on. */
export function Linked({ platform, whatsapp, account, statusUrl, isNew = false }: LinkedProps) {
  return (
    <div className="flex animate-appear flex-col gap-6">
      <header className="flex flex-col items-center gap-3 text-center">
        <span className="grid size-16 place-items-center rounded-full bg-brand-soft text-brand-text">
          <CircleCheck aria-hidden className="size-9" />
        </span>
        <h1
          tabIndex={-1}
          ref={isNew ? (heading) => heading?.focus() : undefined}
          className="font-semibold text-3xl"
        >
          Your accounts are linked
        </h1>
        <p className="text-ink-soft text-lg">
          {isNew
            ? "We also told you in the chat. You can close this page."
            : "This WhatsApp belongs to your account already. There is nothing left to do."}
        </p>
      </header>
      <Identities canSwitch={false} {...{ platform, whatsapp, account }} />
      <div className="flex flex-col justify-center gap-3 sm:flex-row">
        <ChatLink url={statusUrl} size="large">
          Back to WhatsApp
        </ChatLink>
        <Link
          href="/settings"
          prefetch={false}
          className={buttonStyle({ variant: "secondary", size: "large" })}
        >
          See it in settings
        </Link>
      </div>
    </div>
  );
}
