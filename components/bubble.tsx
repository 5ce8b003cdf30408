import { clsx } from "clsx";
import { CheckCheck } from "lucide-react";
import type { ReactNode } from "react";

interface BubbleProps {
  /** Whether the owner of the phone wrote it. */
  isOwn?: boolean;
  time?: string;
  children: ReactNode;
}

/** A message as it lies in a chat. */
export function Bubble({ isOwn = false, time, children }: BubbleProps) {
  return (
    <div
      className={clsx(
        "w-fit max-w-[88%] rounded-xl px-3 py-2 text-[0.9375rem] text-chat-ink leading-snug shadow-card",
        isOwn ? "self-end rounded-tr-sm bg-chat-out" : "self-start rounded-tl-sm bg-chat-in",
      )}
    >
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
