import { createHash, randomBytes } from "node:crypto";
import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { LINK_LIFETIME_MINUTES, LINK_PAUSE_MINUTES } from "../lifetimes.ts";
import { endAttempts } from "../people/link-attempts.ts";

/** The length of a token in characters, 5 bits each. */
export const TOKEN_LENGTH = 32;

/** Crockford's base 32: no letters that look like digits, one spelling in either case. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** A token in an address, which a client may have broken into lines. */
const IN_ADDRESS = new RegExp(`[?&]token=((?:\\s*[0-9a-z]){${TOKEN_LENGTH}})(?![0-9a-z])`, "i");

/** How much of what was pasted is looked at, in UTF-16 units: an address with a token and a message around it. */
const PASTED = 4096;

const MINUTE_MS = 60_000;

/** How many tokens a WhatsApp may ask for in so much time. */
const LIMITS = [
  { tokens: 3, withinMs: LINK_PAUSE_MINUTES * MINUTE_MS },
  { tokens: 10, withinMs: 24 * 60 * MINUTE_MS },
];

/** Random characters of the tokens' alphabet, 5 bits each. */
export function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => ALPHABET[byte % 32]).join("");
}

/** A fresh token: 160 random bits in 32 characters of `[0-9a-z]`. */
export function newToken(): string {
  return randomLetters(TOKEN_LENGTH);
}

/** What is stored in place of a token: its SHA-256, in hex. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The token in what a person pasted: the token itself or the whole address, in any case, with spaces and marks around it; null if there is none. */
export function readToken(given: string): string | null {
  const pasted = given.slice(0, PASTED);
  const [, fromAddress] = IN_ADDRESS.exec(pasted) ?? [];
  return readLetters((fromAddress ?? pasted).replaceAll(/[\s\p{Cf}\p{P}\p{S}]/gu, ""), TOKEN_LENGTH);
}

/** So many characters of the tokens' alphabet, in either case and with letters that look like its digits; null for anything else. */
export function readLetters(written: string, length: number): string | null {
  const letters = written.toLowerCase().replaceAll("o", "0").replaceAll(/[il]/g, "1");
  return letters.length === length && [...letters].every((letter) => ALPHABET.includes(letter))
    ? letters
    : null;
}

/** A new token for a WhatsApp identity, voiding what was under way before; null when it has asked too often. */
export async function issueToken(tx: Db, whatsappUserId: string, now: Date): Promise<string | null> {
  for (const { tokens, withinMs } of LIMITS) {
    const since = new Date(now.getTime() - withinMs);
    const issued = await tx.linkToken.count({ where: { whatsappUserId, issuedAt: { gt: since } } });
    if (issued >= tokens) return null;
  }
  const token = newToken();
  const tokenHash = hashToken(token);
  const expiresAt = new Date(now.getTime() + LINK_LIFETIME_MINUTES * MINUTE_MS);
  await endAttempts(tx, { whatsappUserId }, now);
  await tx.linkToken.create({
    data: { tokenHash, whatsappUserId, issuedAt: now, expiresAt },
    select: { tokenHash: true },
  });
  await tx.whatsappUser.update({
    where: { id: whatsappUserId },
    data: { linkToken: tokenHash, linkTokenExpiresAt: expiresAt },
    select: { id: true },
  });
  await audit("token_issued", { whatsappUserId }, tx);
  return token;
}
