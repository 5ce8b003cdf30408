import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** A surface that holds one subject. */
export function Card({ className, ...rest }: ComponentProps<"section">) {
  return (
    <section
      {...rest}
      className={clsx("rounded-2xl border border-line bg-surface p-5 shadow-card sm:p-6", className)}
    />
  );
}
