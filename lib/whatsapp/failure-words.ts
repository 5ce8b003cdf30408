import { isAboutProof } from "./app-secret-proof.ts";
import { ruleFor } from "./errors.ts";
import type { GraphOutcome } from "./graph.ts";

/** Why a call to Meta brought nothing, in a few words for a log: no text of Meta's, which may quote what somebody wrote. */
export function sayFailure(failure: GraphOutcome): string {
  if (failure.kind === "succeeded") return "its response can't be read";
  if (failure.kind !== "refused") return `no response from Meta (${failure.reason})`;
  const { error } = failure;
  if (isAboutProof(error))
    return "Meta refused the proof of our app secret, which isn't that of the token's app";
  if (ruleFor(error.code).retry === "token") return `Meta refused our access token (code ${error.code})`;
  return `Meta refused with code ${error.code}`;
}
