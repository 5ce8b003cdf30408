import { AppError, type Denied } from "../../errors.ts";
import { FRESH_SIGN_IN_MINUTES, RECENT_SIGN_IN_MINUTES } from "../../lifetimes.ts";
import { durationInWords } from "../../time.ts";

const since = (minutes: number) => `You signed in more than ${durationInWords(minutes)} ago.`;

/** The refusal of what needs a recent sign-in. */
export function oldSignIn(denied?: Denied): AppError {
  return signInAgain(`${since(RECENT_SIGN_IN_MINUTES)} Please sign in again.`, denied);
}

/** The refusal of what needs a fresh sign-in. */
export function staleSignIn(denied?: Denied, why = since(FRESH_SIGN_IN_MINUTES)): AppError {
  return signInAgain(`${why} To keep your account safe, please sign in again first.`, denied);
}

function signInAgain(message: string, denied: Denied | undefined): AppError {
  return new AppError("sign_in_again", message, 403, denied ? { denied } : {});
}

/** The refusal of a session of the staff's that nobody used for so many minutes. */
export function unusedSession(minutes: number): AppError {
  const idle = durationInWords(minutes);
  const message = `You were signed out because this browser wasn't used for ${idle}. Sign in to continue.`;
  return new AppError("session_unused", message, 401);
}
