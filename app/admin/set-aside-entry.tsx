"use client";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { RelativeTime } from "#components/relative-time";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { callApi, inWords } from "../call-api.ts";
import type { ReplayAnswer, SetAside } from "./answers.ts";

interface SetAsideEntryProps {
  event: SetAside;
  mayReplay: boolean;
  onReplayed: () => void;
}

const TITLES: Record<string, string> = { message: "Message", status: "Delivery status" };

/** One thing that was set aside: what, why, when, and for admins what it says and another try. */
export function SetAsideEntry({ event, mayReplay, onReplayed }: SetAsideEntryProps) {
  const [isBusy, setBusy] = useState(false);

  const replay = async () => {
    setBusy(true);
    try {
      announce(
        await callApi<ReplayAnswer>(`/api/whatsapp/quarantine/${event.id}/replay`, { method: "POST" }),
      );
    } catch (failure) {
      toast.error("It could not be tried again.", { description: inWords(failure) });
    }
    setBusy(false);
    onReplayed();
  };

  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-xl border border-line p-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={event.state === "dead" ? "bad" : "warning"}>
            {event.state === "dead" ? "Failed each time" : "Not worked on"}
          </Badge>
          <span className="text-ink-soft text-sm">
            {TITLES[event.kind] ?? "Event"} {event.id} · <RelativeTime at={event.received_at} />
          </span>
        </p>
        <p className="mt-1.5">{event.reason}</p>
        <p className="mt-1 text-ink-soft text-sm [overflow-wrap:anywhere]">
          Made of <code>{event.shape}</code>
        </p>
        {event.raw && (
          <details className="mt-1.5 text-sm">
            <summary className="min-h-11 cursor-pointer py-2.5 text-brand-text sm:min-h-9 sm:py-1.5">
              What came<span className="sr-only"> as event {event.id}</span>
            </summary>
            <pre className="whitespace-pre-wrap rounded-lg bg-sunken p-3 [overflow-wrap:anywhere]">
              {event.raw}
            </pre>
          </details>
        )}
      </div>
      {mayReplay && event.can_replay && (
        <Button size="small" variant="secondary" isBusy={isBusy} onClick={replay}>
          {!isBusy && <RotateCcw aria-hidden className="size-4" />}
          Try again<span className="sr-only">: event {event.id}</span>
        </Button>
      )}
    </li>
  );
}

function announce({ state, reason }: ReplayAnswer): void {
  if (state === "pending") toast.success("It is worked on now.");
  else if (state === "ignored") toast.success("It can be read by now; nothing is to be done about it.");
  else toast.warning("It stays set aside.", { description: reason });
}
