"use client";
import { useSWRConfig } from "swr";
import type { Message } from "../responses.ts";
import { CancelButton } from "./cancel-button.tsx";
import { knownAs } from "./message-people.tsx";
import { isMessagesPath } from "./messages-path.ts";

/** Lets staff cancel a message of the list while it waits. */
export function CancelQueued({ message }: { message: Message }) {
  const { mutate } = useSWRConfig();
  return (
    <div className="pt-1">
      <CancelButton id={message.id} to={knownAs(message)} onDecided={() => void mutate(isMessagesPath)} />
    </div>
  );
}
