import type { ReactNode } from "react";
import { ShieldAlert } from "#components/ui/icons";

/** When not to go on. */
export function Caution({ children }: { children: ReactNode }) {
  return (
    <p className="flex gap-2.5 rounded-xl bg-warn-soft px-4 py-3 text-warn-text">
      <ShieldAlert aria-hidden className="mt-0.5 size-5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}
