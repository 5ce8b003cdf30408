"use client";
import { useState } from "react";
import { useSWRConfig } from "swr";
import { Button } from "#components/ui/button";
import { callApi, inWords } from "../../call-api.ts";
import type { Message } from "../responses.ts";
import { isMessagesPath } from "./messages-path.ts";

/** Lets staff send a message again that WhatsApp did not confirm, knowing that it may arrive twice. */
export function ResendButton({ message }: { message: Message }) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { mutate } = useSWRConfig();

  const resend = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await callApi(`/api/whatsapp/messages/${message.id}/resend`, { method: "POST" });
    } catch (error) {
      setFailure(inWords(error));
    } finally {
      setBusy(false);
      void mutate(isMessagesPath);
    }
  };

  return (
    <div className="flex flex-col items-start gap-1 pt-1">
      <Button size="small" variant="secondary" isBusy={isBusy} onClick={resend}>
        Send again
      </Button>
      <p role="status" className="max-w-64 text-ink-soft text-sm">
        {failure ?? "It may arrive twice."}
      </p>
    </div>
  );
}
