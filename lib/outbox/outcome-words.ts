import { ACCOUNT_LOCKED, TOKEN_ENDED } from "../whatsapp/error-codes.ts";
import { explain, ruleFor } from "../whatsapp/errors.ts";
import type { OpenBreaker } from "./sending/circuit-breaker.ts";

const UNREACHABLE = "WhatsApp can’t be reached right now. We’ll keep trying.";

/** Why nothing is sent while the circuit breaker is open, in plain words. */
export function explainOpenBreaker({ reason, errorKey }: Pick<OpenBreaker, "reason" | "errorKey">): string {
  if (reason === "outage") return UNREACHABLE;
  if (reason === "account") return ruleFor(ACCOUNT_LOCKED).plain;
  return ruleFor(reason === "setup" && errorKey ? errorKey : TOKEN_ENDED).plain;
}

/** What is kept of why a message failed or waits. */
export interface KeptFailure {
  failureCode: string | null;
  failureTitle: string | null;
  failureDetails: string | null;
}

/** Why a message failed or still waits, in plain words; null when it did neither. */
export function explainFailure({ failureCode, failureTitle, failureDetails }: KeptFailure): string | null {
  if (failureCode === null)
    return failureTitle || failureDetails ? explain(null, failureDetails ?? failureTitle) : null;
  if (/^\d+(\/\w+)?$/.test(failureCode)) return explain(failureCode, failureDetails);
  if (failureCode === "unconfirmed")
    return "WhatsApp didn’t confirm this message. It may or may not have arrived.";
  return /^[A-Z]/.test(failureCode) ? UNREACHABLE : failureTitle;
}
