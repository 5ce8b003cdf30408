import { RelativeTime } from "#components/relative-time";
import { Card } from "#components/ui/card";
import { CancelButton } from "../messages/cancel-button.tsx";
import { exactWords } from "../messages/exact-words.ts";
import type { SystemHealth } from "../responses.ts";
import { countWords } from "./figures.tsx";
import { FirstWords, wordsOf } from "./first-words.tsx";

type WaitingMessages = SystemHealth["waiting"];
type WaitingMessage = WaitingMessages["messages"][number];

interface WaitingProps {
  waiting: WaitingMessages;
  onDecided: () => void;
}

/** What waits to be sent: how much for which reason, and the messages that have waited longest. */
export function Waiting({ waiting, onDecided }: WaitingProps) {
  const { total, is_more, reasons, messages } = waiting;
  return (
    <Card aria-labelledby="waiting-heading" className="flex flex-col gap-4">
      <div>
        <h2 id="waiting-heading" tabIndex={-1} className="font-semibold text-xl">
          Waiting to be sent
        </h2>
        <p className="mt-1 text-ink-soft">
          {countWords(total, is_more)} {total === 1 ? "message" : "messages"}. Nothing is lost.
          {messages.length < total && ` Below are the ${messages.length} that have waited longest.`}
        </p>
      </div>
      <ul aria-label="Reasons" className="flex flex-col gap-1.5">
        {reasons.map(({ reason, says, count }) => (
          <li key={`${reason} ${says}`} className="flex gap-3 rounded-xl bg-sunken px-4 py-2">
            <span className="min-w-10 font-semibold tabular-nums">{count}</span>
            <span className="min-w-0">{says}</span>
          </li>
        ))}
      </ul>
      <ul aria-label="Waiting messages" className="flex flex-col gap-3">
        {messages.map((message) => (
          <Entry
            key={message.id}
            message={message}
            isReasonShown={reasons.length > 1}
            onDecided={onDecided}
          />
        ))}
      </ul>
    </Card>
  );
}

interface EntryProps {
  message: WaitingMessage;
  /** Where all wait for the same reason, it stands above them. */
  isReasonShown: boolean;
  onDecided: () => void;
}

function Entry({ message, isReasonShown, onDecided }: EntryProps) {
  const to = message.to ?? "somebody whose number isn’t shared";
  const named = { to, words: wordsOf(message), createdAt: message.created_at };
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-xl border border-line p-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-medium">
          <bdi>{to}</bdi>
        </p>
        <FirstWords message={message} />
        <p className="text-ink-soft text-sm">
          {kindOf(message)} · written <RelativeTime at={message.created_at} />,{" "}
          <span className="whitespace-nowrap">{exactWords(message.created_at)}</span>
        </p>
        {isReasonShown && <p className="mt-1.5">{message.says}</p>}
        {message.next_try_at && <p className="mt-1.5">Next try at {timeOf(message.next_try_at)}.</p>}
      </div>
      {message.can_cancel && <CancelButton id={message.id} message={named} onDecided={onDecided} />}
    </li>
  );
}

function kindOf({ is_bulk, sent_by, template_name }: WaitingMessage): string {
  if (is_bulk) return "Announcement";
  const what = template_name ? `Template ${template_name}` : "Text";
  return sent_by ? `${what} by ${sent_by}` : "Reply by the bot";
}

function timeOf(at: string): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}
