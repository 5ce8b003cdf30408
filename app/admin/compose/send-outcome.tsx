import { Button } from "#components/ui/button";
import { CircleCheck, CircleX, Clock } from "#components/ui/icons";
import type { SendResponse } from "../responses.ts";

/** What came of the message that was just sent. */
export type Outcome =
  | { kind: "sent"; messageId: string; to: string }
  | { kind: "waiting"; isQueued: boolean; reason: string | null }
  | { kind: "cancelled" }
  | { kind: "unanswered" }
  | { kind: "refused"; code: string; words: string };

/** What the API's response to a message for `to` means. */
export function outcomeOf(response: SendResponse, to: string): Outcome {
  if (response.message_id !== null) return { kind: "sent", messageId: response.message_id, to };
  if (response.status === "cancelled") return { kind: "cancelled" };
  return { kind: "waiting", isQueued: response.status !== "unknown", reason: response.reason };
}

interface SendOutcomeProps {
  outcome: Outcome | null;
  onUseTemplate: () => void;
}

/** Says what came of it, where one looks anyway, and to screen readers. */
export function SendOutcome({ outcome, onUseTemplate }: SendOutcomeProps) {
  return <div role="status">{outcome && show(outcome, onUseTemplate)}</div>;
}

function show(outcome: Outcome, onUseTemplate: () => void) {
  if (outcome.kind === "refused") {
    return (
      <div className="flex animate-appear flex-wrap items-center justify-between gap-3 rounded-xl bg-danger-soft px-4 py-3 text-danger-text">
        <p className="flex min-w-0 flex-1 basis-60 gap-2.5">
          <CircleX aria-hidden className="mt-0.5 size-5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <strong>Not sent.</strong> {outcome.words}
          </span>
        </p>
        {outcome.code === "window_closed" && (
          <Button size="small" variant="secondary" onClick={onUseTemplate}>
            Use a template
          </Button>
        )}
      </div>
    );
  }
  if (outcome.kind === "unanswered") {
    return (
      <p className="flex animate-appear gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
        <Clock aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <strong>The server didn’t respond.</strong> Check your internet connection and press Send again. We
          only send the message once, even if it got through the first time.
        </span>
      </p>
    );
  }
  if (outcome.kind === "cancelled") {
    return (
      <p className="flex animate-appear gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
        <CircleX aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <strong>Cancelled.</strong> Somebody cancelled the message before it was sent.
        </span>
      </p>
    );
  }
  if (outcome.kind === "waiting") {
    return (
      <p className="flex animate-appear gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
        <Clock aria-hidden className="mt-0.5 size-5 shrink-0" />
        <span>
          <strong>{outcome.isQueued ? "In the queue." : "Not confirmed."}</strong>{" "}
          {outcome.isQueued
            ? `${outcome.reason ?? "We’ll send it as soon as WhatsApp accepts it."} You don’t need to send it again.`
            : "WhatsApp didn’t confirm the message. Check the list below before you send it again."}
        </span>
      </p>
    );
  }
  return (
    <div className="flex animate-appear gap-2.5 rounded-xl bg-brand-soft px-4 py-3 text-brand-text">
      <CircleCheck aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="min-w-0">
        <p>
          <strong>Sent to WhatsApp for {outcome.to}.</strong> Track delivery below.
        </p>
        <details className="text-sm">
          <summary className="min-h-11 w-fit cursor-pointer rounded-lg py-2.5 sm:min-h-9 sm:py-1.5">
            Details
          </summary>
          <span className="block break-all">Message ID: {outcome.messageId}</span>
        </details>
      </div>
    </div>
  );
}
