import { clsx } from "clsx";
import { DeliveryState } from "./delivery-state.tsx";
import { Correspondent, writerOf } from "./message-people.tsx";
import { type MessagesProps, When } from "./message-table.tsx";
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
            <div className="text-ink-soft">
              <When at={message.created_at} /> by {writerOf(message)}
            </div>
            <DeliveryState message={message} />
          </div>
        </li>
      ))}
    </ul>
  );
}
