import { clsx } from "clsx";
import { RelativeTime } from "#components/relative-time";
import { DeliveryState } from "./delivery-state.tsx";
import { exactWords } from "./exact-words.ts";
import { Correspondent, writerOf } from "./message-people.tsx";
import type { MessagesProps } from "./message-table.tsx";
import { MessageWords } from "./message-words.tsx";

/** The messages as a list of cards, for narrow screens. */
export function MessageCards({ messages, onChoose }: MessagesProps) {
  return (
    <ul aria-label="Recent messages" className="flex flex-col gap-3">
      {messages.map((message) => (
        <li
          key={message.id}
          className={clsx(
            "flex flex-col gap-2 rounded-xl border border-line p-3",
            message.direction === "inbound" && "bg-sunken",
          )}
        >
          <Correspondent message={message} onChoose={onChoose} />
          <MessageWords message={message} />
          <div className="flex flex-wrap items-end justify-between gap-3 text-sm">
            <p className="text-ink-soft">
              <RelativeTime at={message.created_at} /> by {writerOf(message)}
              <span className="block tabular-nums">{exactWords(message.created_at)}</span>
            </p>
            <DeliveryState message={message} />
          </div>
        </li>
      ))}
    </ul>
  );
}
