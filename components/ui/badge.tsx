import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";

const badgeStyle = cva("inline-flex items-center gap-1.5 rounded-2xl px-2.5 py-0.5 font-medium text-sm", {
  variants: {
    tone: {
      neutral: "bg-sunken text-ink-soft",
      good: "bg-brand-soft text-brand-text",
      warning: "bg-warn-soft text-warn-text",
      bad: "bg-danger-soft text-danger-text",
    },
  },
  defaultVariants: { tone: "neutral" },
});

/** A word or two about the state of something. */
export function Badge({
  tone,
  className,
  ...rest
}: ComponentProps<"span"> & VariantProps<typeof badgeStyle>) {
  return <span {...rest} className={badgeStyle({ tone, className })} />;
}
