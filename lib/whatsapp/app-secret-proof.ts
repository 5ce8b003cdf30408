import { createHmac } from "node:crypto";
import { PROOF_REFUSED } from "./error-codes.ts";
import { errorKey } from "./errors.ts";

/**
 * `hex(HMAC-SHA256(app secret, access token))`: shows Meta that who calls with a token also holds the secret of its app (Meta's
 * guide to securing requests). Without a time in it, it holds for as long as both do.
 */
export function proofOf(token: string, appSecret: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

/** Whether Meta refused a call because of its proof. */
export function isAboutProof({ code, title }: { code: number; title: string | null }): boolean {
  return errorKey(code, null, title) === PROOF_REFUSED;
}
