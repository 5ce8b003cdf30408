import { RelativeTime } from "#components/relative-time";
import { Card } from "#components/ui/card";
import { exactWords } from "../messages/exact-words.ts";
import type { SystemHealth } from "../responses.ts";
import { AskMeta } from "./ask-meta.tsx";
import { FirstWords, wordsOf } from "./first-words.tsx";

/** The messages that WhatsApp accepted and has told us nothing about since. */
export function Silent({ messages }: Pick<SystemHealth["silent"], "messages">) {
  return (
    <Card aria-labelledby="silent-heading" className="flex flex-col gap-4">
      <div>
        <h2 id="silent-heading" className="font-semibold text-xl">
          No news since WhatsApp accepted them
        </h2>
        <p className="mt-1 text-ink-soft">
          If several show the same, WhatsApp’s reports aren’t reaching our server.
        </p>
      </div>
      <ul aria-label="No news" className="flex flex-col gap-3">
        {messages.map((message) => (
          <Entry key={message.id} message={message} />
        ))}
      </ul>
    </Card>
  );
}

function Entry({ message }: { message: SystemHealth["silent"]["messages"][number] }) {
  const { id, to, accepted_at, created_at } = message;
  const named = { to: to ?? "somebody", words: wordsOf(message), createdAt: created_at };
  return (
    <li className="rounded-xl border border-line p-3">
      <div className="flex flex-wrap items-start justify-between gap-x-3 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <p className="font-medium">
            <bdi>{to ?? "Number not shared"}</bdi>
          </p>
          <FirstWords message={message} />
          <p className="text-ink-soft text-sm">
            {message.template_name && `Template ${message.template_name} · `}Accepted{" "}
            <RelativeTime at={accepted_at} />,{" "}
            <span className="whitespace-nowrap">{exactWords(accepted_at)}</span>
          </p>
        </div>
        <AskMeta id={id} message={named} />
      </div>
    </li>
  );
}
