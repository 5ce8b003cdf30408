"use client";
import { useState } from "react";
import { toast } from "sonner";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import { callApi, inWords } from "../../call-api.ts";
import type { CancelResponse } from "../responses.ts";
import { type NamedMessage, nameOf } from "./message-name.ts";

interface CancelButtonProps {
  id: string;
  message: NamedMessage;
  onDecided: () => void;
}

/** Cancels a queued message, after a question. */
export function CancelButton({ id, message, onDecided }: CancelButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const cancel = async () => {
    setBusy(true);
    try {
      const path = `/api/whatsapp/messages/${id}/cancel`;
      const { status } = await callApi<CancelResponse>(path, { method: "POST" });
      if (status === "cancelled") toast.success("Cancelled. It won’t be sent.");
      else toast.warning("It won’t be sent again. WhatsApp may have accepted the first try.");
    } catch (failure) {
      toast.error("We couldn’t cancel it.", { description: inWords(failure) });
    }
    setBusy(false);
    onDecided();
  };
  return (
    <AlertDialog
      trigger={
        <Button size="small" variant="secondary" isBusy={isBusy}>
          Cancel<span className="sr-only">: {nameOf(message)}</span>
        </Button>
      }
      title="Cancel this message?"
      confirmLabel="Cancel the message"
      onConfirm={cancel}
    >
      The <bdi>{nameOf(message)}</bdi>, won’t be sent. You can only cancel a message until it’s sent; after
      that it can’t be taken back.
    </AlertDialog>
  );
}
