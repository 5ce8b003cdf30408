import type { ReactNode } from "react";
import { Exchange } from "#components/exchange";

interface DeadEndProps {
  title: string;
  /** What the visitor wanted, in their own words. */
  asked: string;
  /** Why they do not get it, and what to do. */
  children: ReactNode;
  /** The next step: buttons or links. */
  actions: ReactNode;
}

/** What stands where a page cannot be shown: what is wrong, a word on why, and the way on. */
export function DeadEnd({ title, asked, children, actions }: DeadEndProps) {
  return (
    <div className="mx-auto flex w-full max-w-xl animate-appear flex-col gap-6 sm:py-8">
      <h1 className="font-semibold text-3xl">{title}</h1>
      <Exchange asked={asked}>{children}</Exchange>
      <div className="flex flex-wrap gap-3">{actions}</div>
    </div>
  );
}
