import { profileName } from "#components/profile-name";
import { ArrowDownLeft, ArrowUpRight } from "#components/ui/icons";
import type { Message } from "../responses.ts";

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
          <bdi>{knownAs(message)}</bdi>
        </span>
        {message.to_user_name && (
          <span className="block text-ink-soft text-sm">{message.to_phone ?? "Number not shared"}</span>
        )}
        {message.to_name && (
          <span className="block break-words text-ink-soft text-sm">
            <bdi>{profileName(message.to_name)}</bdi>
          </span>
        )}
      </span>
    </button>
  );
}

/** How the person of a message is known: as the school calls them, else by their number. */
export function knownAs(message: Message): string {
  return message.to_user_name ?? message.to_phone ?? "Number not shared";
}

/** Who wrote it: a member of staff, the bot or the student. */
export function writerOf(message: Message): string {
  if (message.direction === "inbound") return "the student";
  return message.sent_by ?? "the bot";
}
