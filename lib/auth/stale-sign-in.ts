import { AppError, type Denied } from "../errors.ts";

/** The refusal of what needs a sign-in within the last five minutes. */
export function staleSignIn(denied?: Denied): AppError {
  const message = "For this, please sign in again: you signed in more than five minutes ago.";
  return new AppError("sign_in_again", message, 403, denied ? { denied } : {});
}
