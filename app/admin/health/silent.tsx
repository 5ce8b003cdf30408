import { RelativeTime } from "#components/relative-time";
import { Card } from "#components/ui/card";
import type { SystemHealth } from "../responses.ts";
import { AskMeta } from "./ask-meta.tsx";

/** The messages that WhatsApp accepted and has told us nothing about since. */
export function Silent({ silent: { total, messages } }: Pick<SystemHealth, "silent">) {
  return (
    <Card aria-labelledby="silent-heading" className="flex flex-col gap-4">
      <div>
        <h2 id="silent-heading" className="font-semibold text-xl">
          No news since WhatsApp accepted them
        </h2>
        <p className="mt-1 text-ink-soft">
          {total} of the newest messages. If several show the same, its webhooks don’t reach us.
        </p>
      </div>
      <ul aria-label="No news" className="flex flex-col gap-3">
        {messages.map(({ id, to, accepted_at }) => (
          <li key={id} className="rounded-xl border border-line p-3">
            <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-2">
              <p>
                <bdi className="block font-medium">{to ?? "Number not shared"}</bdi>
                <span className="text-ink-soft text-sm">
                  Accepted <RelativeTime at={accepted_at} />
                </span>
              </p>
              <AskMeta id={id} to={to ?? "somebody"} />
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}
