import { clsx } from "clsx";
import type { ReactNode } from "react";
import { LoaderCircle } from "./icons.tsx";

/** The words of a button; while it works, a turning sign stands in their place, so that nothing moves. */
export function BusyLabel({ isBusy, children }: { isBusy: boolean; children: ReactNode }) {
  return (
    <>
      <span
        className={clsx(
          "inline-flex min-w-0 items-center justify-center gap-2 transition-opacity duration-150",
          isBusy && "opacity-0",
        )}
      >
        {children}
      </span>
      {isBusy && <LoaderCircle aria-hidden className="absolute size-5 animate-spin" />}
    </>
  );
}
