import { clsx } from "clsx";
import type { CSSProperties, ReactNode } from "react";
import { CheckCheck } from "#components/ui/icons";

/** Between a message and the next one, where a chat comes in message by message. */
const TURN_MS = 550;

interface BubbleProps {
  /** Whether the owner of the phone wrote it. */
  isOwn?: boolean;
  /** Who wrote it, for those who do not see on which side it lies. */
  author?: string;
  time?: string;
  /** Its place among messages that come in one after the other; without one it is there from the start. */
  turn?: number;
  children: ReactNode;
}

/** A message as it lies in a chat. */
export function Bubble({ isOwn = false, author, time, turn, children }: BubbleProps) {
  const style: CSSProperties | undefined =
    turn === undefined ? undefined : { animationDelay: `${turn * TURN_MS}ms` };
  return (
    <div
      style={style}
      className={clsx(
        "w-fit min-w-0 max-w-[88%] rounded-xl px-3 py-2 text-chat text-chat-ink shadow-card",
        isOwn
          ? "origin-right self-end rounded-tr-sm bg-chat-out"
          : "origin-left self-start rounded-tl-sm bg-chat-in",
        turn !== undefined && "motion-safe:animate-arrive",
      )}
    >
      {author && <span className="sr-only">{author}: </span>}
      {children}
      {time && (
        <p className="mt-0.5 flex items-center justify-end gap-1 text-chat-soft text-xs">
          {time}
          {isOwn && <CheckCheck aria-hidden className="size-4 text-chat-link" />}
        </p>
      )}
    </div>
  );
}
