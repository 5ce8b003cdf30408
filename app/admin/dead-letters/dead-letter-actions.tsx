"use client";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { RotateCcw } from "#components/ui/icons";
import { callApi, inWords } from "../../call-api.ts";
import type { ReplayAnswer, SetAside } from "../answers.ts";

interface SetAsideActionsProps {
  event: SetAside;
  onDecided: () => void;
}

/** What admins may decide about something that was set aside: to have it tried again, or to dismiss it. */
export function SetAsideActions({ event, onDecided }: SetAsideActionsProps) {
  const [isBusy, setBusy] = useState(false);
  const path = `/api/whatsapp/quarantine/${event.id}`;

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
      async () => announce(await callApi<ReplayAnswer>(`${path}/replay`, { method: "POST" })),
      "It could not be tried again.",
    );
  const dismiss = () =>
    decide(async () => {
      await callApi(`${path}/dismiss`, { method: "POST" });
      toast.success("It is off the list.");
    }, "It could not be dismissed.");

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
        It is taken off this list and nothing is done about it. It stays stored, with your name and the time.
      </AlertDialog>
    </div>
  );
}

function announce({ state, reason }: ReplayAnswer): void {
  if (state === "pending") toast.success("It is worked on now.");
  else if (state === "ignored") toast.success("It can be read by now; nothing is to be done about it.");
  else toast.warning("It stays set aside.", { description: reason });
}
