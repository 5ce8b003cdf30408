import type { ReactNode } from "react";
import { BrandMark } from "#components/brand";
import { Bubble } from "#components/bubble";

interface ExchangeProps {
  /** What the visitor wanted, in their own words. */
  asked: string;
  /** What we say to that. */
  children: ReactNode;
}

/** A question and our reply, as they would appear in the chat. */
export function Exchange({ asked, children }: ExchangeProps) {
  return (
    <div className="flex flex-col gap-3 rounded-3xl border border-line bg-chat-wall p-4 sm:p-6">
      <Bubble isOwn author="You">
        {asked}
      </Bubble>
      <div className="flex items-start gap-2">
        <BrandMark className="size-8 shrink-0" />
        <Bubble author="Our reply">
          <div className="flex flex-col gap-2">{children}</div>
        </Bubble>
      </div>
    </div>
  );
}
