import { clsx } from "clsx";
import type { ReactNode } from "react";
import { CircleCheck, CircleX, Info, TriangleAlert } from "#components/ui/icons";

const TONES = {
  info: { Icon: Info, style: "text-ink-soft bg-sunken" },
  good: { Icon: CircleCheck, style: "text-brand-text bg-brand-soft" },
  warning: { Icon: TriangleAlert, style: "text-warn-text bg-warn-soft" },
  bad: { Icon: CircleX, style: "text-danger-text bg-danger-soft" },
};

interface NoticeProps {
  tone: keyof typeof TONES;
  title: ReactNode;
  children?: ReactNode;
  /** The next step: buttons or links. */
  actions?: ReactNode;
  as?: "h1" | "h2" | "h3";
  className?: string;
}

/** A state in words with its next step: how errors, empty places and successes look everywhere. */
export function Notice({ tone, title, children, actions, as: Heading = "h2", className }: NoticeProps) {
  const { Icon, style } = TONES[tone];
  return (
    <div className={clsx("flex animate-appear flex-col items-center gap-3 text-center", className)}>
      <span className={clsx("grid size-14 place-items-center rounded-full", style)}>
        <Icon aria-hidden className="size-7" />
      </span>
      <Heading className="font-semibold text-xl">{title}</Heading>
      {children && <div className="max-w-prose text-ink-soft">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}
