"use client";
import { type ReactNode, useState } from "react";

interface SignOutButtonProps {
  /** Where to go afterwards: a path of ours. */
  next: string;
  className?: string;
  children: ReactNode;
}

/** Ends the session, then goes on. next-auth's code is fetched only now: pages stay light. */
export function SignOutButton({ next, className, children }: SignOutButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    try {
      const { signOut } = await import("next-auth/react");
      await signOut({ redirect: false });
      window.location.assign(next);
    } catch {
      setBusy(false);
    }
  };
  return (
    <button type="button" onClick={leave} disabled={isBusy} className={className}>
      {children}
    </button>
  );
}
