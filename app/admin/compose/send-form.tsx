"use client";
import { type FormEvent, useRef, useState } from "react";
import { useSWRConfig } from "swr";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { Send } from "#components/ui/icons";
import { Tabs } from "#components/ui/tabs";
import type { Account } from "#lib/auth/accounts";
import { ApiFailure, callApi, inWords } from "../../call-api.ts";
import { isMessagesPath } from "../messages/messages-path.ts";
import type { SendResponse } from "../responses.ts";
import { type Attempt, attemptFor, leavesOpen } from "./attempt.ts";
import { ConsentField } from "./consent-field.tsx";
import { clearSent, type Draft, obstaclesOf, toSendBody } from "./draft.ts";
import { useKeptDraft } from "./kept-draft.ts";
import { NOBODY } from "./recipient.ts";
import { RecipientField } from "./recipient-field.tsx";
import { type Outcome, outcomeOf, SendOutcome } from "./send-outcome.tsx";
import { SlowNote } from "./slow-note.tsx";
import { TemplatePart } from "./template-part.tsx";
import { TextPart } from "./text-part.tsx";

const EMPTY: Draft = { recipient: NOBODY, kind: "text", text: "", template: null, filled: {}, consent: "" };

/** Writes one message to one person and says at once what came of it. */
export function SendForm({ role, owner }: { role: Account["role"]; owner: string }) {
  const [draft, setDraft] = useKeptDraft(owner, EMPTY);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isBusy, setBusy] = useState(false);
  const unanswered = useRef<Attempt | null>(null);
  const { mutate } = useSWRConfig();
  const change = (changes: Partial<Draft>) => {
    setDraft((now) => ({ ...now, consent: "", ...changes }));
    setOutcome(null);
  };
  const isConsentAsked = outcome?.kind === "refused" && outcome.code === "no_consent";
  const obstacles = obstaclesOf(draft, isConsentAsked);
  const takeTemplate = () => change({ kind: "template" });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || obstacles.length > 0) return;
    setBusy(true);
    if (!isConsentAsked) setOutcome(null);
    const body = toSendBody(draft);
    const attempt = attemptFor(body, unanswered.current);
    unanswered.current = attempt;
    try {
      const response = await callApi<SendResponse>("/api/whatsapp/send", {
        method: "POST",
        body,
        headers: { "idempotency-key": attempt.key },
      });
      unanswered.current = null;
      setOutcome(outcomeOf(response, draft.recipient.typed));
      setDraft((now) => clearSent(now, draft));
    } catch (error) {
      const code = error instanceof ApiFailure ? error.code : "unknown";
      if (leavesOpen(error)) setOutcome({ kind: "unanswered" });
      else {
        unanswered.current = null;
        setOutcome({ kind: "refused", code, words: inWords(error) });
      }
    } finally {
      setBusy(false);
      void mutate(isMessagesPath);
    }
  };

  return (
    <Card aria-labelledby="send-heading">
      <form onSubmit={submit} className="flex flex-col gap-5">
        <h2 id="send-heading" className="font-semibold text-xl">
          Write to a student
        </h2>
        <RecipientField
          role={role}
          choice={draft.recipient}
          onChange={(recipient) => change({ recipient })}
        />
        <Tabs
          label="Kind of message"
          value={draft.kind}
          onChange={(kind) => change({ kind: kind === "template" ? "template" : "text" })}
          tabs={[
            {
              value: "text",
              label: "Text",
              content: (
                <TextPart
                  text={draft.text}
                  onChange={(text) => change({ text })}
                  isWindowClosed={draft.recipient.person?.window_open === false}
                  onUseTemplate={takeTemplate}
                />
              ),
            },
            {
              value: "template",
              label: "Template",
              content: (
                <TemplatePart
                  template={draft.template}
                  filled={draft.filled}
                  onChoose={(template) => change({ template, filled: {} })}
                  onFill={(filled) => change({ filled })}
                />
              ),
            },
          ]}
        />
        <SendOutcome outcome={outcome} onUseTemplate={takeTemplate} />
        {isConsentAsked && (
          <ConsentField
            consent={draft.consent}
            onChange={(consent) => setDraft((now) => ({ ...now, consent }))}
          />
        )}
        <div className="flex flex-wrap items-center gap-4">
          <Button
            type="submit"
            size="large"
            isBusy={isBusy}
            aria-disabled={obstacles.length > 0}
            aria-describedby="send-obstacles"
          >
            {!isBusy && <Send aria-hidden className="size-5" />}
            {isConsentAsked ? "Record and send" : "Send"}
          </Button>
          <SlowNote isBusy={isBusy} />
          <p id="send-obstacles" className="text-ink-soft">
            {obstacles.join(" ")}
          </p>
        </div>
      </form>
    </Card>
  );
}
