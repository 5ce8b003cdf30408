"use client";
import { useState } from "react";
import { FailureNote } from "#components/failure-note";
import { Button } from "#components/ui/button";
import { useIsReady } from "#components/ui/use-is-ready";
import { inWords } from "../call-api.ts";
import { findProviderAddress } from "./sign-in.ts";

interface ProviderButtonProps {
  /** What the school's own sign-in is called. */
  provider: string;
  /** The path to come back to. */
  next: string;
  /** Whether the school shall ask who it is, also where it still knows who signed in last. */
  isAnew: boolean;
  /** Why the last try there did not work. */
  failure: string | null;
}

/** Leads to the school's own sign-in, and back. */
export function ProviderButton({ provider, next, isAnew, failure: lastFailure }: ProviderButtonProps) {
  const isReady = useIsReady();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState(lastFailure);
  const leave = async () => {
    if (isBusy) return;
    setBusy(true);
    setFailure(null);
    try {
      window.location.assign(await findProviderAddress(next, isAnew));
    } catch (error) {
      setFailure(inWords(error));
    } finally {
      setBusy(false); // also after leaving: who comes back by the browser's button finds this page as it was left
    }
  };
  return (
    <div className="flex flex-col gap-5">
      {failure && <FailureNote>{failure}</FailureNote>}
      <Button disabled={!isReady} size="large" width="full" isBusy={isBusy} onClick={leave}>
        Sign in with {provider}
      </Button>
      <p className="flex items-center gap-3 text-ink-soft text-sm before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or with an email address
      </p>
    </div>
  );
}
