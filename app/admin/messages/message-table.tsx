import { clsx } from "clsx";
import { RelativeTime } from "#components/relative-time";
import type { Message } from "../responses.ts";
import { DeliveryState } from "./delivery-state.tsx";
import { exactWords } from "./exact-words.ts";
import { Correspondent, writerOf } from "./message-people.tsx";
import { MessageWords } from "./message-words.tsx";

/** How messages are handed to what shows them. */
export interface MessagesProps {
  messages: Message[];
  onChoose: (message: Message) => void;
}

/** The messages as a table, for wide screens. */
export function MessageTable({ messages, onChoose }: MessagesProps) {
  return (
    <table aria-label="Recent messages" className="w-full table-fixed border-collapse text-left">
      <thead>
        <tr className="border-line border-b text-ink-soft text-sm">
          <th scope="col" className="w-56 py-2 pr-4 font-medium">
            Person
          </th>
          <th scope="col" className="py-2 pr-4 font-medium">
            Message
          </th>
          <th scope="col" className="w-32 py-2 pr-4 font-medium">
            Written by
          </th>
          <th scope="col" className="w-36 py-2 pr-4 font-medium">
            When
          </th>
          <th scope="col" className="w-48 py-2 font-medium">
            Status
          </th>
        </tr>
      </thead>
      <tbody>
        {messages.map((message) => (
          <tr
            key={message.id}
            className={clsx("border-line border-b align-top", message.direction === "inbound" && "bg-sunken")}
          >
            <td className="py-3 pr-4 pl-2">
              <Correspondent message={message} onChoose={onChoose} />
            </td>
            <td className="py-3 pr-4">
              <MessageWords message={message} />
            </td>
            <td className="break-words py-3 pr-4 text-ink-soft">{writerOf(message)}</td>
            <td className="py-3 pr-4 text-ink-soft">
              <RelativeTime at={message.created_at} />
              <span className="block text-sm tabular-nums">{exactWords(message.created_at)}</span>
            </td>
            <td className="py-3 pr-2">
              <DeliveryState message={message} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
