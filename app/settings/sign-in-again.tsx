import { FailureNote } from "#components/failure-note";
import { buttonStyle } from "#components/ui/button";
import { ApiFailure, inWords } from "../call-api.ts";

/** The sign-in page, for who has signed in already and must do so again; afterwards one is on `next`. */
export function signInAgainPath(next: string): string {
  return `/login?again=1&callbackUrl=${encodeURIComponent(next)}`;
}

/** Whether a step failed only because the sign-in was too old for it: trying it again leads nowhere. */
export function isForOldSignIn(failure: unknown): boolean {
  return failure instanceof ApiFailure && failure.code === "sign_in_again";
}

interface FailedStepProps {
  failure: unknown;
  /** What is said before the reason. */
  before?: string;
  /** Where to come back to, and what signing in again is for, as its link says. */
  next: string;
  purpose: string;
}

/** Why a step did not work and, where the sign-in was too old for it, the way to sign in again. */
export function FailedStep({ failure, before = "", next, purpose }: FailedStepProps) {
  return (
    <div className="flex flex-col items-start gap-3">
      <FailureNote>{`${before} ${inWords(failure)}`.trim()}</FailureNote>
      {isForOldSignIn(failure) && (
        <a href={signInAgainPath(next)} className={buttonStyle()}>
          Sign in again to {purpose}
        </a>
      )}
    </div>
  );
}
