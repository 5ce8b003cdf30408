import { createHmac, timingSafeEqual } from "node:crypto";
import { keyFor } from "../keys.ts";

/** The six digits of a pending link: made from its id and a key that is not in the database, and stored nowhere. */
export function codeOf(id: string): string {
  const number = createHmac("sha256", keyFor("link-codes")).update(id).digest().readUIntBE(0, 6);
  return String(number % 1_000_000).padStart(6, "0");
}

/** Whether these are the digits of a pending link; takes as long whichever of them are wrong. */
export function isCodeOf(id: string, code: string): boolean {
  const [given, right] = [Buffer.from(code), Buffer.from(codeOf(id))];
  return given.length === right.length && timingSafeEqual(given, right);
}
