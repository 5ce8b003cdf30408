"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ApiFailure, callApi } from "../../call-api.ts";
import { Allowed } from "./allowed.tsx";
import { Identities } from "./identities.tsx";
import { Linked } from "./linked.tsx";
import { Refused } from "./refused.tsx";
import type { LinkView } from "./view.ts";

interface ConfirmProps {
  platform: string;
  view: Extract<LinkView, { state: "ready" }>;
  askUrl: string | null;
  statusUrl: string | null;
}

type Outcome = { state: "asking" | "busy" | "linked" } | { state: "refused"; failure: ApiFailure };

/** The codes whose words in the API's answer say more than ours, such as how long to wait. */
const EXACT_WORDS = ["too_many_tries"];

/** Both identities and the one button that joins them. */
export function Confirm({ platform, view, askUrl, statusUrl }: ConfirmProps) {
  const [outcome, setOutcome] = useState<Outcome>({ state: "asking" });
  const { token, whatsapp, account } = view;

  const link = async () => {
    setOutcome({ state: "busy" });
    try {
      await callApi("/api/whatsapp/link", { method: "POST", body: { token } });
      setOutcome({ state: "linked" });
    } catch (error) {
      const failure = error instanceof ApiFailure ? error : new ApiFailure("unknown", "", 0);
      setOutcome(failure.code === "already_yours" ? { state: "linked" } : { state: "refused", failure });
    }
  };

  if (outcome.state === "linked") {
    return <Linked isNew {...{ platform, whatsapp, account, statusUrl }} />;
  }
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="font-semibold text-3xl">Link your WhatsApp</h1>
        <p className="mt-2 text-ink-soft text-lg">Is this you, on both sides?</p>
      </header>
      <Identities canSwitch {...{ platform, whatsapp, account }} />
      {outcome.state === "refused" ? (
        <div role="alert">
          <Refused
            code={outcome.failure.code}
            words={EXACT_WORDS.includes(outcome.failure.code) ? outcome.failure.message : undefined}
            chatUrl={askUrl}
            onRetry={() => setOutcome({ state: "asking" })}
          />
        </div>
      ) : (
        <>
          <Allowed platform={platform} />
          <Button size="large" width="full" isBusy={outcome.state === "busy"} onClick={link}>
            Link my accounts
          </Button>
        </>
      )}
    </div>
  );
}
