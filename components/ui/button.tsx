import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { BusyLabel } from "#components/ui/busy-label";

/** How a button looks; also for links that look like one. */
export const buttonStyle = cva(
  "relative inline-flex max-w-full items-center justify-center gap-2 rounded-xl text-center font-medium transition-colors duration-150 disabled:opacity-60 aria-disabled:opacity-60",
  {
    variants: {
      variant: {
        primary: "bg-brand text-on-brand hover:bg-brand-hover",
        secondary: "border border-line-strong bg-surface text-ink hover:bg-sunken",
        quiet: "text-brand-text hover:bg-brand-soft",
        danger: "bg-danger text-on-danger hover:bg-danger-hover",
      },
      size: {
        medium: "min-h-11 px-4 py-2 text-base",
        large: "min-h-13 px-6 py-3 text-lg",
        small: "min-h-11 px-3 py-1.5 text-sm sm:min-h-9",
      },
      width: { content: "", full: "w-full" },
    },
    defaultVariants: { variant: "primary", size: "medium", width: "content" },
  },
);

type ButtonProps = ComponentProps<"button"> & VariantProps<typeof buttonStyle> & { isBusy?: boolean };

/** A button; while busy it keeps the focus, shows that it works and takes no second click. */
export function Button({
  variant,
  size,
  width,
  isBusy = false,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      aria-busy={isBusy || undefined}
      aria-disabled={isBusy || rest["aria-disabled"] || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : onClick}
      className={buttonStyle({ variant, size, width, className })}
    >
      <BusyLabel isBusy={isBusy}>{children}</BusyLabel>
    </button>
  );
}
