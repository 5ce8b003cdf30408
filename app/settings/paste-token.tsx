"use client";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ApiFailure, callApi, inWords } from "../call-api.ts";

const MISSING = "Paste the token here first. It is in the bot's answer to “link”.";

/** A field for a token that cannot be tapped: the token itself, or the whole address. */
export function PasteToken({ onLinked }: { onLinked: () => void }) {
  const [token, setToken] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy) return;
    if (!token.trim()) return setFailure(MISSING);
    setBusy(true);
    setFailure(null);
    try {
      await callApi("/api/whatsapp/link", { method: "POST", body: { token } });
      onLinked();
    } catch (error) {
      if (error instanceof ApiFailure && error.code === "already_yours") onLinked();
      else setFailure(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="flex flex-col gap-3 border-line border-t pt-5">
      <Field
        label="Link token"
        hint="Is the chat on another device? Paste the token from the bot's answer here. The whole address works too."
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
    return "This is not a link token. Copy it from the chat once more.";
  }
  return inWords(error);
}
