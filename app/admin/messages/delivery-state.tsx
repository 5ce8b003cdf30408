import { clsx } from "clsx";
import {
  ArrowDownLeft,
  Check,
  CheckCheck,
  CircleHelp,
  CircleX,
  Clock,
  type Icon,
  LoaderCircle,
} from "#components/ui/icons";
import type { Message } from "../responses.ts";
import { CancelQueued } from "./cancel-queued.tsx";
import { ResendButton } from "./resend-button.tsx";

const STATES: Record<Message["status"], { word: string; Icon: Icon; style: string }> = {
  queued: { word: "Queued", Icon: Clock, style: "text-warn-text" },
  sending: { word: "Sending", Icon: LoaderCircle, style: "text-ink-soft" },
  unknown: { word: "Not confirmed", Icon: CircleHelp, style: "text-warn-text" },
  cancelled: { word: "Cancelled", Icon: CircleX, style: "text-ink-soft" },
  accepted: { word: "Accepted", Icon: Check, style: "text-ink-soft" },
  sent: { word: "Sent", Icon: Check, style: "text-ink-soft" },
  delivered: { word: "Delivered", Icon: CheckCheck, style: "text-ink" },
  read: { word: "Read", Icon: CheckCheck, style: "text-chat-link" },
  failed: { word: "Failed", Icon: CircleX, style: "text-danger-text" },
  received: { word: "Received", Icon: ArrowDownLeft, style: "text-brand-text" },
};

/** How far a message has come: a sign and a word, and the reason where it did not arrive. */
export function DeliveryState({ message }: { message: Message }) {
  const { word, Icon, style } = STATES[message.status];
  return (
    <div>
      <p className={clsx("flex items-center gap-1.5 whitespace-nowrap font-medium", style)}>
        <Icon aria-hidden className="size-4.5 shrink-0" />
        {word}
      </p>
      {message.error && <p className="max-w-64 text-ink-soft text-sm">{message.error}</p>}
      {message.can_cancel && <CancelQueued message={message} />}
      {message.can_resend && <ResendButton message={message} />}
    </div>
  );
}
