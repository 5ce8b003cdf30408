"use client";
import { useState } from "react";
import useSWR from "swr";
import { Notice } from "#components/notice";
import { StaleNote } from "#components/stale-note";
import { Button } from "#components/ui/button";
import { Card } from "#components/ui/card";
import { X } from "#components/ui/icons";
import { Segments } from "#components/ui/segments";
import { Skeleton } from "#components/ui/skeleton";
import { fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";
import type { Message, MessagesResponse } from "../responses.ts";
import { MessageCards } from "./message-cards.tsx";
import { knownAs } from "./message-people.tsx";
import { MessageTable } from "./message-table.tsx";
import { type Direction, messagesPath } from "./messages-path.ts";
import { useIsWide } from "./use-is-wide.ts";

const EVERY_MS = 2000;
const DIRECTIONS: { value: Direction; label: string }[] = [
  { value: "all", label: "All" },
  { value: "outbound", label: "From us" },
  { value: "inbound", label: "From students" },
];

/** The newest messages of both directions, kept up to date. */
export function RecentMessages() {
  const [direction, setDirection] = useState<Direction>("all");
  const [only, setOnly] = useState<Message | null>(null);
  const { data, error, mutate } = useSWR<MessagesResponse>(messagesPath(direction), fetchAgain, {
    refreshInterval: EVERY_MS,
  });
  const messages = data?.messages.filter((message) => !only || isSamePerson(message, only));
  return (
    <Card aria-labelledby="messages-heading" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 id="messages-heading" tabIndex={-1} className="font-semibold text-xl">
          Recent messages
        </h2>
        <Segments
          name="direction"
          legend="Which messages"
          choices={DIRECTIONS}
          value={direction}
          onChange={setDirection}
        />
      </div>
      {only && (
        <div>
          <Button size="small" variant="secondary" onClick={() => setOnly(null)}>
            Only {knownAs(only)}
            <X aria-hidden className="size-4" />
            <span className="sr-only">: show everybody again</span>
          </Button>
        </div>
      )}
      {error && data && <StaleNote what="This list" words={inWords(error)} />}
      {error && !data ? (
        <LoadFailure what="the messages" error={error} onRetry={() => mutate()} />
      ) : (
        <Messages messages={messages} onChoose={setOnly} />
      )}
    </Card>
  );
}

function isSamePerson(one: Message, other: Message): boolean {
  return one.to_phone === other.to_phone && one.to_name === other.to_name;
}

interface ListProps {
  messages: Message[] | undefined;
  onChoose: (message: Message) => void;
}

function Messages({ messages, onChoose }: ListProps) {
  const isWide = useIsWide();
  if (!messages) return ["a", "b", "c", "d"].map((key) => <Skeleton key={key} className="h-14" />);
  if (messages.length === 0) {
    return (
      <Notice tone="info" as="h3" className="py-6" title="No messages yet">
        <p>Messages to and from students will appear here.</p>
      </Notice>
    );
  }
  return isWide ? <MessageTable {...{ messages, onChoose }} /> : <MessageCards {...{ messages, onChoose }} />;
}
