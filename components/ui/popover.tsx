import type { ReactNode } from "react";

interface PopoverProps {
  id: string;
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}

/** A button in the header and the panel that it opens; the browser itself closes it on Escape and outside clicks. */
export function Popover({ id, label, trigger, children }: PopoverProps) {
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        className="inline-flex min-h-11 min-w-11 items-center justify-center gap-2 rounded-xl px-2 text-ink-soft transition-colors duration-150 hover:bg-sunken hover:text-ink"
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        className="fixed top-16 right-4 bottom-auto left-auto m-0 max-h-[80vh] w-72 max-w-[calc(100vw-2rem)] overflow-y-auto rounded-2xl border border-line bg-surface p-2 text-ink shadow-raised open:animate-appear sm:right-[max(1.5rem,calc(50vw-34.5rem))]"
      >
        {children}
      </div>
    </>
  );
}
