"use client";
import { useSWRConfig } from "swr";
import { firstWords } from "#lib/outbox/first-words";
import { rescueFocus } from "../rescue-focus.ts";
import type { Message } from "../responses.ts";
import { CancelButton } from "./cancel-button.tsx";
import { knownAs } from "./message-people.tsx";
import { isMessagesPath } from "./messages-path.ts";

/** Lets staff cancel a message of the list while it waits. */
export function CancelQueued({ message }: { message: Message }) {
  const { mutate } = useSWRConfig();
  const { id, template_name, text, created_at } = message;
  const words = template_name ? `template ${template_name}` : firstWords(text);
  const showResult = async () => {
    await mutate(isMessagesPath);
    rescueFocus("messages-heading");
  };
  return (
    <div className="pt-1">
      <CancelButton
        id={id}
        message={{ to: knownAs(message), words, createdAt: created_at }}
        onDecided={showResult}
      />
    </div>
  );
}
