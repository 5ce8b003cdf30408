import { clsx } from "clsx";

/** The place of something that is still being fetched; says nothing to a screen reader. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={clsx("animate-pulse rounded-lg bg-sunken", className)} />;
}
