import { RelativeTime } from "#components/relative-time";
import { Badge } from "#components/ui/badge";
import type { DeadLetter } from "../responses.ts";
import { DeadLetterActions } from "./dead-letter-actions.tsx";

interface DeadLetterEntryProps {
  event: DeadLetter;
  mayDecide: boolean;
  onDecided: () => void;
}

const TITLES: Record<string, string> = { message: "Message", status: "Delivery status" };

/** One dead letter: what it is, why it failed and when. Admins also see its raw content and what they can do. */
export function DeadLetterEntry({ event, mayDecide, onDecided }: DeadLetterEntryProps) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-xl border border-line p-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="flex flex-wrap items-center gap-2">
          <Badge tone={event.state === "failed" ? "bad" : "warning"}>
            {event.state === "failed" ? "Failed after retries" : "Unreadable"}
          </Badge>
          <span className="text-ink-soft text-sm">
            {TITLES[event.kind] ?? "Event"} {event.id} · <RelativeTime at={event.received_at} />
          </span>
        </p>
        <p className="mt-1.5">{event.reason}</p>
        <p className="mt-1 text-ink-soft text-sm [overflow-wrap:anywhere]">
          Structure: <code>{event.shape}</code>
        </p>
        {event.raw && (
          <details className="mt-1.5 text-sm">
            <summary className="min-h-11 cursor-pointer py-2.5 text-brand-text sm:min-h-9 sm:py-1.5">
              Raw event<span className="sr-only"> {event.id}</span>
            </summary>
            <pre className="whitespace-pre-wrap rounded-lg bg-sunken p-3 [overflow-wrap:anywhere]">
              {event.raw}
            </pre>
          </details>
        )}
      </div>
      {mayDecide && <DeadLetterActions event={event} onDecided={onDecided} />}
    </li>
  );
}
