import { hkdfSync } from "node:crypto";
import { env } from "./env.ts";

/** A 256-bit key for one purpose, derived from NEXTAUTH_SECRET, so that what one key makes another cannot stand in for. */
export function keyFor(
  purpose: "api-tokens" | "known-browsers" | "sealed-secrets" | "link-codes" | "invitations",
): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().NEXTAUTH_SECRET, "connect", purpose, 32));
}
