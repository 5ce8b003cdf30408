import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import type { Message } from "./answers.ts";

/** From whom or to whom a message went; a tap shows the messages of that person only. */
export function Correspondent({
  message,
  onChoose,
}: {
  message: Message;
  onChoose: (message: Message) => void;
}) {
  const isInbound = message.direction === "inbound";
  const Icon = isInbound ? ArrowDownLeft : ArrowUpRight;
  return (
    <button
      type="button"
      onClick={() => onChoose(message)}
      className="flex min-h-11 w-full items-start gap-2 rounded-lg text-left hover:underline"
    >
      <Icon
        aria-hidden
        className={
          isInbound ? "mt-0.5 size-5 shrink-0 text-brand-text" : "mt-0.5 size-5 shrink-0 text-ink-soft"
        }
      />
      <span className="min-w-0">
        <span className="sr-only">{isInbound ? "From " : "To "}</span>
        <span className="block break-words font-medium">
          <bdi>{message.to_name ?? message.to_phone ?? "No name"}</bdi>
        </span>
        {message.to_name && (
          <span className="block text-ink-soft text-sm">{message.to_phone ?? "Number not shared"}</span>
        )}
      </span>
    </button>
  );
}

/** Who wrote it: a member of staff, the bot or the student. */
export function writerOf(message: Message): string {
  if (message.direction === "inbound") return "the student";
  return message.sent_by ?? "the bot";
}
