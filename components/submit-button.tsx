import type { VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { buttonStyle } from "#components/ui/button";
import { LoaderCircle } from "#components/ui/icons";

type SubmitButtonProps = VariantProps<typeof buttonStyle> & { children: ReactNode };

/** The button of a form that works without scripts; where there are some, link-page.js shows that it works. */
export function SubmitButton({ children, ...style }: SubmitButtonProps) {
  return (
    <button type="submit" className={buttonStyle({ ...style, className: "group" })}>
      <span className="transition-opacity duration-150 group-aria-busy:opacity-0">{children}</span>
      <LoaderCircle aria-hidden className="absolute hidden size-5 animate-spin group-aria-busy:block" />
    </button>
  );
}
