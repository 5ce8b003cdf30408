"use client";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { callApi, inWords } from "../../call-api.ts";
import { type NamedMessage, nameOf } from "../messages/message-name.ts";
import type { HistoryResponse } from "../responses.ts";

interface Told {
  says: string;
  events: HistoryResponse["events"];
}

/** Asks WhatsApp what it has recorded of one message, and shows what it says. */
export function AskMeta({ id, message }: { id: string; message: NamedMessage }) {
  const [isBusy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const ask = async () => {
    setBusy(true);
    try {
      setTold(await callApi<HistoryResponse>(`/api/whatsapp/messages/${id}/history`));
    } catch (failure) {
      setTold({ says: inWords(failure), events: [] });
    }
    setBusy(false);
  };
  return (
    <>
      <Button size="small" variant="secondary" isBusy={isBusy} onClick={ask}>
        Ask WhatsApp<span className="sr-only"> about the {nameOf(message)}</span>
      </Button>
      <div role="status" className="w-full empty:sr-only">
        {told && (
          <div className="mt-1 animate-appear rounded-xl bg-sunken px-4 py-3">
            <p className="[overflow-wrap:anywhere]">{told.says}</p>
            <Events events={told.events} />
          </div>
        )}
      </div>
    </>
  );
}

function Events({ events }: Pick<Told, "events">) {
  if (events.length === 0) return null;
  return (
    <ul className="mt-2 flex flex-col gap-1 text-ink-soft text-sm">
      {events.map(({ status, at, webhook, address }) => (
        <li key={`${status} ${at} ${address}`} className="[overflow-wrap:anywhere]">
          <span className="font-medium text-ink">{inLowerCase(status)}</span>
          {at && ` at ${new Date(at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" })}`}
          {webhook && ` · webhook ${webhook.toLowerCase()}`}
          {address && ` · ${address}`}
        </li>
      ))}
    </ul>
  );
}

/** Meta's words are in capitals. */
function inLowerCase(word: string): string {
  return word.charAt(0) + word.slice(1).toLowerCase();
}
