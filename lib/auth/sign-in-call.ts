import type { AppError } from "../errors.ts";
import type { ProvedAccount } from "./accounts.ts";

/** What next-auth has no words for: what it is told of a call, and whom it tells. */
export interface SignInCall {
  cookieHeader: string | null;
  /** Whether a page makes the call by itself. */
  isBackground: boolean;
  /** Told why a password was not even looked at. */
  onRefused: (refusal: AppError) => void;
  /** Told who has signed in. */
  onSignedIn: (account: ProvedAccount) => void;
}
