import type { ReactNode } from "react";

/** Why something that was pressed did not work, read out as soon as it is there. */
export function FailureNote({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-xl bg-danger-soft px-4 py-3 text-danger-text">
      {children}
    </p>
  );
}
