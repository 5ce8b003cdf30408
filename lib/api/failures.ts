import { oldSignIn, staleSignIn, unusedSession } from "../auth/sessions/stale-sign-in.ts";

/** What an operation may fail with: for each status the codes, each with an example of its words. */
export type Failures = Record<number, Record<string, string>>;

/** What every operation may fail with. */
export const ANY: Failures = { 500: { internal_error: "Something went wrong on our side." } };

/** What every operation that asks the database may fail with. */
export const DATABASE: Failures = {
  ...ANY,
  503: {
    database_unavailable: "We can't reach our database. Please try again in a moment.",
    too_busy: "A lot is going on right now. Please try again in a moment.",
  },
};

/** What reading a JSON body may fail with. */
export const BODY: Failures = {
  400: { invalid_json: "The body is not valid JSON." },
  413: { too_large: "The body is larger than 100000 bytes." },
  422: { validation_failed: "The request body is invalid." },
};

/** What reading query parameters may fail with. */
export const QUERY: Failures = {
  400: { repeated_parameter: "A query parameter is given more than once." },
  422: { validation_failed: "The query is invalid." },
};

/** What asking who is calling may fail with. */
export const USER: Failures = {
  ...DATABASE,
  400: {
    ambiguous_user: "The cookie and the Bearer token name different accounts.",
    repeated_authorization: "The Authorization header is given more than once.",
  },
  401: {
    sign_in_needed: "Please sign in.",
    invalid_token: "The Bearer token is not valid or has expired.",
    session_unused: unusedSession(60).message,
  },
};

/** What a call that changes something may also fail with, when it comes with a session cookie. */
export const FOREIGN_ORIGIN: Failures = {
  403: {
    foreign_origin: "This request didn't come from our own pages. API clients need a Bearer token.",
  },
};

/** What an operation that needs a recent sign-in may also fail with. */
export const SIGN_IN_AGAIN: Failures = {
  403: { sign_in_again: oldSignIn().message },
};

/** What an operation that needs a fresh one may also fail with. */
export const FRESH_SIGN_IN: Failures = {
  403: { sign_in_again: staleSignIn().message },
};

/** What an operation of staff on one person may also fail with. */
export const NOT_ON_STAFF: Failures = {
  403: { higher_role: "This person is staff too. Only an admin can do this for them." },
};

/** What an operation for staff may also fail with. */
export const STAFF_ONLY: Failures = {
  403: { insufficient_role: "This is for instructors and admins only." },
};

/** What an operation for admins may also fail with. */
export const ADMINS_ONLY: Failures = { 403: { insufficient_role: "This is for admins only." } };

/** What a limited operation may also fail with. */
export const TOO_MANY: Failures = {
  429: { too_many_tries: "Too many attempts. Please wait 42 seconds and try again." },
};

/** What signing in may also fail with. */
export const TOO_BUSY: Failures = {
  503: { too_busy: "A lot of people are signing in right now. Please try again in a few seconds." },
};

/** Several lists as one; where two have a status in common, its codes are put together. */
export function joinFailures(lists: Failures[]): Failures {
  const joined: Failures = {};
  for (const list of lists) {
    for (const [status, codes] of Object.entries(list)) {
      joined[Number(status)] = { ...joined[Number(status)], ...codes };
    }
  }
  return joined;
}
