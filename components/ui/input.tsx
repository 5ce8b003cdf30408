import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { useIsReady } from "#components/ui/use-is-ready";

/** How everything that is written into looks. Never under 16 px, or iOS zooms in. */
export const inputStyle =
  "w-full min-w-0 rounded-xl border border-line-strong bg-surface px-3.5 py-2.5 text-base text-ink placeholder:text-ink-soft aria-invalid:border-danger disabled:opacity-60";

/** One line of text. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input {...rest} className={clsx(inputStyle, "min-h-11", className)} />;
}

/** Several lines of text, growing with what is written; it takes no letter that the page's script would not see. */
export function Textarea({ className, readOnly, ...rest }: ComponentProps<"textarea">) {
  const isReady = useIsReady();
  return (
    <textarea
      {...rest}
      readOnly={readOnly || !isReady}
      className={clsx(inputStyle, "field-sizing-content max-h-96 min-h-28", className)}
    />
  );
}
