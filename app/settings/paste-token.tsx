"use client";
import { type FormEvent, useState } from "react";
import type { z } from "zod";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { linkedResponse, pendingResponse } from "#lib/api/linking";
import { ApiFailure, callApi, inWords } from "../call-api.ts";
import { FailedStep, isForOldSignIn } from "./sign-in-again.tsx";

/** Linked, or a code that the link page shows and that has to come from the chat first. */
type LinkResponse = z.output<typeof linkedResponse> | z.output<typeof pendingResponse>;

const MISSING = "Paste the token first. You’ll find it in the bot’s reply to “link”.";

/** A field for a token that cannot be tapped: the token itself, or the whole address. */
export function PasteToken({ onLinked }: { onLinked: () => void }) {
  const [token, setToken] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [old, setOld] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (!token.trim()) return setFailure(MISSING);
    setBusy(true);
    setFailure(null);
    setOld(null);
    try {
      const response = await callApi<LinkResponse>("/api/whatsapp/link", { method: "POST", body: { token } });
      if ("code" in response) window.location.assign("/whatsapp/link");
      else onLinked();
    } catch (error) {
      if (error instanceof ApiFailure && error.code === "already_yours") onLinked();
      else if (isForOldSignIn(error)) setOld(error);
      else setFailure(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-3">
      <Field
        label="Link token"
        hint="Is the chat on another device? You’ll find the token in the bot’s reply. You can paste the whole link, too."
        error={failure}
      >
        {(ids) => (
          <Input
            {...ids}
            name="token"
            value={token}
            onChange={(event) => {
              setToken(event.target.value);
              setFailure(null);
            }}
            autoComplete="off"
            autoCapitalize="none"
            autoCorrect="off"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      {old !== null && <FailedStep failure={old} next="/settings" purpose="link" />}
      <div>
        <Button type="submit" variant="secondary" isBusy={isBusy}>
          Link this token
        </Button>
      </div>
    </form>
  );
}

function wordsFor(error: unknown): string {
  if (error instanceof ApiFailure && error.code === "validation_failed") {
    return "This isn’t a link token. Copy it from the chat again.";
  }
  return inWords(error);
}
