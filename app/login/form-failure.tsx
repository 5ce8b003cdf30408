import type { ReactNode } from "react";

/** Why signing in did not work, read out as soon as it is there. */
export function FormFailure({ children }: { children: ReactNode }) {
  return (
    <p role="alert" className="rounded-xl bg-danger-soft px-4 py-3 text-danger-text">
      {children}
    </p>
  );
}
