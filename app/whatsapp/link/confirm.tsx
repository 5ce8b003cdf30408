import { SubmitButton } from "#components/submit-button";
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
  const { whatsapp, account, shown, problem } = view;
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-semibold text-3xl">Link your WhatsApp</h1>
        <p className="mt-2 text-ink-soft text-lg">Is this you, on both sides?</p>
      </header>
      <Identities canSwitch {...{ platform, whatsapp, account }} />
      {problem ? (
        <div role="alert">
          <Refused as="h2" code={problem} chatUrl={chatUrl} />
        </div>
      ) : (
        <>
          <Allowed platform={platform} />
          <div className="flex flex-col gap-3">
            <PageForm action="confirm" shown={shown}>
              <SubmitButton size="large" width="full">
                Link my accounts
              </SubmitButton>
            </PageForm>
            <Decline shown={shown} />
          </div>
        </>
      )}
    </div>
  );
}
