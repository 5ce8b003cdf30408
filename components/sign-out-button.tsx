"use client";
import { type ReactNode, useState } from "react";
import { setLeaving } from "#components/own-leaving";

interface SignOutButtonProps {
  /** Where to go afterwards: a path of ours. */
  next: string;
  className?: string;
  children: ReactNode;
}

const SAYS = { busy: "Signing out…", failed: "Still signed in. Try again" };

/** Ends the session, then goes on. next-auth's code is fetched only now: pages stay light. */
export function SignOutButton({ next, className, children }: SignOutButtonProps) {
  const [state, setState] = useState<keyof typeof SAYS | null>(null);
  const leave = async () => {
    if (state === "busy") return;
    setState("busy");
    setLeaving(true);
    try {
      const { signOut } = await import("next-auth/react");
      await signOut({ redirect: false });
      sessionStorage.clear(); // what was being written is not for whoever comes next
      window.location.assign(next);
    } catch {
      setLeaving(false);
      setState("failed");
    }
  };
  return (
    <button type="button" onClick={leave} aria-busy={state === "busy" || undefined} className={className}>
      {state ? <span role="status">{SAYS[state]}</span> : children}
    </button>
  );
}
