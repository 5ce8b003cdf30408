import { hash, verify } from "@node-rs/argon2";
import { DEMO_PASSWORD, hasDemoAccounts } from "../demo-accounts.ts";
import { currentMode, env } from "../env.ts";

/** The longest password that is looked at, in characters: longer input is refused before it is hashed. */
export const MAX_PASSWORD_LENGTH = 256;

/** OWASP's argon2id parameters (19 MiB, 2 passes, 1 lane). */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The argon2id hash of a password, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

let decoy: Promise<string> | undefined;

/**
 * Whether a password is right. Takes as long when there is no such account, so that time does not tell. The demo's published
 * password is right nowhere else, whatever account has it.
 */
export async function isRightPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const matches = await verify(passwordHash ?? (await decoy), password);
  const isPublished = password === DEMO_PASSWORD && !hasDemoAccounts(currentMode(), env());
  return matches && passwordHash !== null && !isPublished;
}
