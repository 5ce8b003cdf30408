import { ChatLink } from "#components/chat-link";
import { SubmitButton } from "#components/submit-button";
import { Caution } from "./caution.tsx";
import { Identities } from "./identities.tsx";
import { PageForm } from "./page-form.tsx";
import type { LinkView } from "./view.ts";

interface PendingProps {
  platform: string;
  view: Extract<LinkView, { state: "pending" }>;
  chatUrl: string | null;
}

/** Six digits that have to come from the chat before the link is live. link-page.js counts down, and looks again until they came. */
export function Pending({ platform, view, chatUrl }: PendingProps) {
  const { code, expiresAt, triesLeft, whatsapp, account } = view;
  return (
    <div className="flex flex-col gap-6" data-pending={code} data-expires-at={expiresAt}>
      <header>
        <h1 className="font-semibold text-3xl">One last step, in WhatsApp</h1>
        <p className="mt-2 text-ink-soft text-lg">
          Send these six digits to our bot, from the chat you want to link:
        </p>
      </header>
      <div className="flex flex-col items-center gap-4 rounded-2xl border border-line bg-surface p-6 shadow-card">
        <p className="font-mono font-semibold text-[clamp(2.25rem,12vw,4rem)] leading-none tracking-[0.12em]">
          <span className="sr-only">{[...code].join(" ")}</span>
          <span aria-hidden>{`${code.slice(0, 3)}\u2009${code.slice(3)}`}</span>
        </p>
        <p className="text-center text-ink-soft">
          <span data-countdown className="tabular-nums">
            Works until {expiresAt.slice(11, 16)} UTC
          </span>
          {" · "}
          <span role="status" data-tries>
            {triesWords(triesLeft)}
          </span>
        </p>
        <ChatLink url={chatUrl} size="large">
          Send it in WhatsApp
        </ChatLink>
        <p className="text-center text-ink-soft text-sm">This page continues by itself once they arrive.</p>
      </div>
      <Caution>
        Send these digits only in your own chat with the bot. Anyone who asks you for them wants to read your
        messages.
      </Caution>
      <Identities canSwitch={false} {...{ platform, whatsapp, account }} />
      <PageForm action="cancel" className="text-center">
        <SubmitButton variant="secondary">Don’t link</SubmitButton>
      </PageForm>
    </div>
  );
}

function triesWords(triesLeft: number): string {
  return triesLeft === 1 ? "1 try left" : `${triesLeft} tries left`;
}
