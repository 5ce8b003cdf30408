import { isAboutProof } from "../../whatsapp/app-secret-proof.ts";
import { TOKEN_ENDED } from "../../whatsapp/error-codes.ts";
import { ruleFor } from "../../whatsapp/errors.ts";
import type { Failure } from "../../whatsapp/set-up/answer.ts";

/** How something is: well, to be looked at, broken, or not to be told. */
export type Light = "green" | "yellow" | "red" | "unknown";

/** What a check found, in sentences for people. */
export interface Finding {
  light: Light;
  says: string;
  /** How to mend it by hand, with the exact place; null where there is nothing to mend. */
  mend: string | null;
  /** Whether `repair` of the check mends it. */
  canRepair: boolean;
}

/** All is well. */
export const green = (says: string): Finding => ({ light: "green", says, mend: null, canRepair: false });

/** It works, but should be looked at. */
export const yellow = (says: string, mend: string, canRepair = false): Finding => ({
  light: "yellow",
  says,
  mend,
  canRepair,
});

/** It doesn't work. */
export const red = (says: string, mend: string, canRepair = false): Finding => ({
  light: "red",
  says,
  mend,
  canRepair,
});

/** Nothing can tell, and why. */
export const unknown = (says: string, mend: string | null = null): Finding => ({
  light: "unknown",
  says,
  mend,
  canRepair: false,
});

/** What a check says that needs the database. */
export const NO_DATABASE = "We can’t tell while the database can’t be reached.";

/** What it means that Meta told nothing: a refusal, as said in `mend`, is red; a call that failed on its way tells nothing. */
export function refusedOrUnknown(failure: Failure, mend: string): Finding {
  if (failure.kind !== "refused") return unknown(`We couldn’t ask Meta: ${describeFailure(failure)}.`);
  if (isAboutProof(failure.error))
    return unknown("We can’t tell while our app secret isn’t the right one: Meta checks it with each call.");
  if (failure.error.code === TOKEN_ENDED)
    return unknown("We can’t tell until Meta accepts our access token again.");
  const { code, isTransient } = failure.error;
  return isTransient || ruleFor(code).actor === "nobody"
    ? unknown(`Meta has a temporary problem: ${describeFailure(failure)}.`)
    : red(`Meta won’t tell us: ${describeFailure(failure)}.`, mend);
}

/** Whether Meta told nothing because it no longer takes our access token. */
export function isTokenRefused(failure: Failure): boolean {
  return failure.kind === "refused" && ruleFor(failure.error.code).retry === "token";
}

/** Why Meta told nothing, in a few words. */
export function describeFailure(failure: Failure): string {
  if (failure.kind === "odd") return "its response can’t be read";
  if (failure.kind !== "refused") return `no response (${failure.reason})`;
  const { code, title } = failure.error;
  return `code ${code}${title ? `, “${withoutStop(title)}”` : ""}`;
}

/** A sentence of Meta's without its full stop, to be quoted. */
export function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, "");
}
