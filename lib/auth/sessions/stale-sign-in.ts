import { AppError, type Denied } from "../../errors.ts";

/** The refusal of what needs a sign-in within the last five minutes. */
export function staleSignIn(denied?: Denied, why = "You signed in more than five minutes ago."): AppError {
  const message = `${why} To keep your account safe, please sign in again first.`;
  return new AppError("sign_in_again", message, 403, denied ? { denied } : {});
}
