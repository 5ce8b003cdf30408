"use client";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { RotateCcw } from "#components/ui/icons";
import { callApi, inWords } from "../../call-api.ts";
import type { DeadLetter, ReplayResponse } from "../responses.ts";

interface DeadLetterActionsProps {
  event: DeadLetter;
  onDecided: () => void;
}

/** What admins can do about a dead letter: replay it or dismiss it. */
export function DeadLetterActions({ event, onDecided }: DeadLetterActionsProps) {
  const [isBusy, setBusy] = useState(false);
  const path = `/api/whatsapp/dead-letters/${event.id}`;

  const decide = async (work: () => Promise<void>, failed: string) => {
    setBusy(true);
    try {
      await work();
    } catch (failure) {
      toast.error(failed, { description: inWords(failure) });
    }
    setBusy(false);
    onDecided();
  };
  const replay = () =>
    decide(
      async () => announce(await callApi<ReplayResponse>(`${path}/replay`, { method: "POST" })),
      "We couldn’t try it again.",
    );
  const dismiss = () =>
    decide(async () => {
      await callApi(`${path}/dismiss`, { method: "POST" });
      toast.success("Dismissed.");
    }, "We couldn’t dismiss it.");

  return (
    <div className="flex flex-wrap gap-2">
      {event.can_replay && (
        <Button size="small" variant="secondary" isBusy={isBusy} onClick={replay}>
          {!isBusy && <RotateCcw aria-hidden className="size-4" />}
          Try again<span className="sr-only">: event {event.id}</span>
        </Button>
      )}
      <AlertDialog
        trigger={
          <Button size="small" variant="secondary" disabled={isBusy}>
            Dismiss<span className="sr-only">: event {event.id}</span>
          </Button>
        }
        title="Dismiss this event?"
        confirmLabel="Dismiss it"
        onConfirm={dismiss}
      >
        It disappears from this list and isn’t processed. We keep it, and the audit log shows who dismissed
        it.
      </AlertDialog>
    </div>
  );
}

function announce({ state, reason }: ReplayResponse): void {
  if (state === "pending") toast.success("It’s being processed now.");
  else if (state === "ignored") toast.success("We can read it now. There’s nothing to do.");
  else toast.warning("We still couldn’t process it.", { description: reason });
}
