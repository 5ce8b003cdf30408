"use client";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { ApiFailure, callApi, inWords } from "../call-api.ts";

const MISSING = "Paste the token first. You’ll find it in the bot’s reply to “link”.";

/** A field for a token that cannot be tapped: the token itself, or the whole address. Leads to the page that shows both sides. */
export function PasteToken() {
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
      await callApi("/whatsapp/link/paste", { method: "POST", body: { token } });
      window.location.assign("/whatsapp/link");
    } catch (error) {
      setFailure(wordsFor(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={submit} className="flex w-full flex-col gap-3">
      <Field
        label="Link token"
        hint="Is the chat on another device? Paste the token from the bot’s reply, or the whole link. You’ll see both sides before anything is linked."
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
          Continue
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
