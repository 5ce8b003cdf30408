import { createHmac, timingSafeEqual } from "node:crypto";

/** The value of `X-Hub-Signature-256` for a body: `sha256=` and the lower-case hex HMAC-SHA256 of its raw bytes. */
export function signBody(rawBody: Uint8Array, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(rawBody).digest("hex")}`;
}

/**
 * Whether `signature` is Meta's over exactly these bytes, made with one of the secrets; anything malformed is false, never an
 * exception. All secrets are tried, so that the time tells nothing of which one it was.
 */
export function isSignedBy(rawBody: Uint8Array, signature: string, appSecrets: string[]): boolean {
  if (!/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const isRight = (secret: string) =>
    timingSafeEqual(Buffer.from(signature), Buffer.from(signBody(rawBody, secret)));
  return appSecrets.map(isRight).includes(true);
}
