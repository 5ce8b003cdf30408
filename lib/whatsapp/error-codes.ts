/** What Meta refuses all calls with once our access token has ended. */
export const TOKEN_ENDED = 190;

/** A refusal because of the proof of the app secret: it has no code of its own, so that its words count. */
export const PROOF_REFUSED = "100/proof";

/** What Meta refuses all messages with while our account is locked. */
export const ACCOUNT_LOCKED = 131031;

/** What Meta fails a marketing message with whose recipient has had too much of it; not to be tried again before 24 hours. */
export const MARKETING_CAPPED = 131049;

/** What Meta fails a marketing message with whose recipient wants none. */
export const MARKETING_STOPPED = 131050;

/** What Meta refuses a template with whose values are not as many as our list says. */
export const TEMPLATE_VALUES_DIFFER = 132000;

/** What Meta refuses a template with that our list has, and Meta has not. */
export const TEMPLATE_MISSING = 132001;

/** Whether Meta refuses a template because it is not as our list has it. */
export function isOldTemplate(code: number): boolean {
  return code === TEMPLATE_VALUES_DIFFER || code === TEMPLATE_MISSING;
}
