import { SubmitButton } from "#components/submit-button";
import { ENDED_LINK_MINUTES } from "#lib/lifetimes";
import { durationInWords } from "#lib/time";
import { Allowed } from "./allowed.tsx";
import { Decline } from "./decline.tsx";
import { Identities } from "./identities.tsx";
import { PageForm } from "./page-form.tsx";
import { Refused } from "./refused.tsx";
import type { LinkView } from "./view.ts";

interface ConfirmProps {
  platform: string;
  view: Extract<LinkView, { state: "ready" }>;
  chatUrl: string | null;
}

/** Both identities, the one button that joins them, and as large a one that does not. */
export function Confirm({ platform, view, chatUrl }: ConfirmProps) {
  const { whatsapp, account, signInFirst } = view;
  const problem = signInFirst && view.problem === "sign_in_again" ? null : view.problem;
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-semibold text-3xl">Link your WhatsApp</h1>
        <p className="mt-2 text-ink-soft text-lg">Are both of these you?</p>
      </header>
      <Identities canSwitch {...{ platform, whatsapp, account }} />
      {problem ? (
        <div role="alert">
          <Refused as="h2" code={problem} chatUrl={chatUrl} />
        </div>
      ) : (
        <>
          <Allowed platform={platform} />
          <Choice view={view} />
        </>
      )}
    </div>
  );
}

function Choice({ view: { shown, signInFirst, whatsapp } }: Pick<ConfirmProps, "view">) {
  return (
    <div className="flex flex-col gap-3">
      {signInFirst && (
        <p className="mb-2">
          A WhatsApp was unlinked from this account in the last {durationInWords(ENDED_LINK_MINUTES)}. For
          your safety, sign in again first. You’ll come back to this page.
        </p>
      )}
      {!signInFirst && !whatsapp.phone && (
        <p className="mb-2">
          WhatsApp doesn’t share this number with us. The next page shows a six-digit code for you to send
          from that chat.
        </p>
      )}
      <PageForm {...(signInFirst ? { action: "switch-account" } : { action: "confirm", shown })}>
        <SubmitButton size="large" width="full">
          {signInFirst ? "Sign in again to link" : "Link my accounts"}
        </SubmitButton>
      </PageForm>
      <Decline shown={shown} />
    </div>
  );
}
