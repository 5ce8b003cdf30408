"use client";
import { useState } from "react";
import { FailureNote } from "#components/failure-note";
import { setLeaving } from "#components/own-leaving";
import { Button } from "#components/ui/button";
import { useIsReady } from "#components/ui/use-is-ready";
import { SIGNED_OUT_EVERYWHERE } from "#lib/auth/return-path";
import { callApi, inWords } from "../call-api.ts";

/** For who has left a browser signed in somewhere, or fears that somebody else is signed in as them. */
export function SignOutEverywhere() {
  const isReady = useIsReady();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const leave = async () => {
    if (isBusy) return;
    setBusy(true);
    setLeaving(true);
    setFailure(null);
    try {
      await callApi("/api/auth/sessions", { method: "DELETE" });
      sessionStorage.clear();
      window.location.assign(SIGNED_OUT_EVERYWHERE);
    } catch (error) {
      setLeaving(false);
      setFailure(`You’re still signed in. ${inWords(error)}`);
      setBusy(false);
    }
  };
  return (
    <div className="flex flex-col gap-3 border-line border-t pt-5">
      {failure && <FailureNote>{failure}</FailureNote>}
      <p className="text-ink-soft">
        Are you still signed in somewhere else? You can sign out of every browser at once, including this one.
      </p>
      <Button variant="secondary" className="self-start" disabled={!isReady} isBusy={isBusy} onClick={leave}>
        Sign out everywhere
      </Button>
    </div>
  );
}
