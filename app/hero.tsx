import type { ReactNode } from "react";

interface HeroProps {
  title: string;
  lead: ReactNode;
  /** The next step: a button or two, and a word on them. */
  children: ReactNode;
  /** What stands beside the words, or under them on a phone. */
  picture: ReactNode;
}

/** The first thing on the start page: where one stands, the next step, and a picture of it. */
export function Hero({ title, lead, children, picture }: HeroProps) {
  return (
    <section className="grid grid-cols-1 items-center gap-12 lg:grid-cols-[minmax(0,1.15fr)_minmax(0,1fr)] lg:gap-20">
      <div className="flex flex-col items-start gap-6">
        <h1 className="font-semibold text-display">{title}</h1>
        <p className="max-w-prose text-ink-soft text-xl">{lead}</p>
        {children}
      </div>
      <div className="w-full max-w-md justify-self-center lg:justify-self-end">{picture}</div>
    </section>
  );
}
