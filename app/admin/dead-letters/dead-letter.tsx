import { RelativeTime } from "#components/relative-time";
import { Badge } from "#components/ui/badge";
import type { SetAside } from "../answers.ts";
import { SetAsideActions } from "./dead-letter-actions.tsx";

interface SetAsideEntryProps {
  event: SetAside;
  mayDecide: boolean;
  onDecided: () => void;
}

const TITLES: Record<string, string> = { message: "Message", status: "Delivery status" };

/** One thing that was set aside: what, why, when, and for admins what it says and what to do about it. */
export function SetAsideEntry({ event, mayDecide, onDecided }: SetAsideEntryProps) {
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
      {mayDecide && <SetAsideActions event={event} onDecided={onDecided} />}
    </li>
  );
}
