import { AccountIdentity } from "#components/account-identity";
import { SubmitButton } from "#components/submit-button";
import { ArrowDown } from "#components/ui/icons";
import { WhatsappIdentity } from "#components/whatsapp-identity";
import { agreeByLinking } from "#lib/people/agreements";
import { Caution } from "./caution.tsx";
import { Decline } from "./decline.tsx";
import { PageForm } from "./page-form.tsx";
import { Refused } from "./refused.tsx";
import type { LinkView } from "./view.ts";

interface MoveProps {
  platform: string;
  view: Extract<LinkView, { state: "move" }>;
  chatUrl: string | null;
}

/** The WhatsApp that the account has and the one that would take its place, for who has a new number. */
export function Move({ platform, view, chatUrl }: MoveProps) {
  const { whatsapp, from, account, problem } = view;
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-semibold text-3xl">Move to this WhatsApp?</h1>
        <p className="mt-2 text-ink-soft text-lg">
          Your {platform} account can only have one WhatsApp, and it’s linked to another one now.
        </p>
      </header>
      <div className="flex flex-col items-stretch">
        <WhatsappIdentity kind="Your WhatsApp now" {...from} />
        <span className="z-10 -my-2.5 grid size-9 shrink-0 place-items-center self-center rounded-full border border-line bg-surface text-brand-text shadow-card">
          <ArrowDown aria-hidden className="size-4" />
        </span>
        <WhatsappIdentity kind="The one that sent this link" {...whatsapp} />
      </div>
      <AccountIdentity platform={platform} account={account} />
      <Caution>If you did not just write to our bot, close this page.</Caution>
      {problem && problem !== "sign_in_again" ? (
        <div role="alert">
          <Refused as="h2" code={problem} chatUrl={chatUrl} />
        </div>
      ) : (
        <>
          <p className="text-ink-soft">{agreeByLinking(platform)}</p>
          <Choice view={view} />
        </>
      )}
    </div>
  );
}

function Choice({ view: { shown, isFresh } }: Pick<MoveProps, "view">) {
  return (
    <div className="flex flex-col gap-3">
      <p className="mb-2">
        We’ll tell the old chat. It won’t get your messages any more.
        {!isFresh && " For your safety, sign in again first. You’ll come back to this page."}
      </p>
      <PageForm {...(isFresh ? { action: "move", shown } : { action: "switch-account" })}>
        <SubmitButton size="large" width="full">
          {isFresh ? "Move to this WhatsApp" : "Sign in to move"}
        </SubmitButton>
      </PageForm>
      <Decline shown={shown} />
      <p className="text-center">
        <a
          href="/settings"
          className="inline-flex min-h-11 items-center font-medium text-brand-text underline underline-offset-4"
        >
          Keep the one I have
        </a>
      </p>
    </div>
  );
}
