import { hash, verify } from "@node-rs/argon2";
import { currentMode, env } from "../../env.ts";
import { AppError } from "../../errors.ts";
import { type Gate, passGate } from "../../gate.ts";
import { DEMO_PASSWORD, hasDemoAccounts } from "../../settings/demo-accounts.ts";

/** The longest password that is looked at, in characters: longer input is refused before it is hashed. */
export const MAX_PASSWORD_LENGTH = 256;

/** OWASP's argon2id parameters (19 MiB, 2 passes, 1 lane). */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const refuse = () => {
  const message = "A lot of people are signing in right now. Please try again in a few seconds.";
  return new AppError("too_busy", message, 503, { retryAfterSeconds: 5 });
};

/** Half of Node's threads: however many sign in, the other half stays free, and so does memory. */
const CHECKS: Gate = { inside: 2, room: { waiting: 200, refuse } };

/** Those of one account, known or not: however many, they have one place, and stand in nobody else's way. */
const CHECKS_OF_ACCOUNT: Gate = { inside: 1, room: { waiting: 50, refuse } };

/** Those of one network: only as many of them stand in everybody's line as can be inside. */
const CHECKS_OF_NETWORK: Gate = { inside: 2, room: { waiting: 200, refuse } };

/** Who gives a password: for which email address, from which network, in a browser that is known for it or not. */
interface Giver {
  email: string;
  network: string;
  isKnown: boolean;
}

/** The argon2id hash of a password, as a PHC string. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2ID);
}

let decoy: Promise<string> | undefined;

/** Whether a password is right; takes as long if there is no such account. Throws 503 when too many sign-ins are waiting. */
export async function isRightPassword(
  passwordHash: string | null,
  password: string,
  { email, network, isKnown }: Giver,
): Promise<boolean> {
  decoy ??= hashPassword(crypto.randomUUID());
  const compared = passwordHash ?? (await decoy);
  const matches = await passGate(
    CHECKS_OF_ACCOUNT,
    email,
    () =>
      passGate(
        CHECKS_OF_NETWORK,
        network,
        () => passGate(CHECKS, "", () => verify(compared, password), isKnown),
        isKnown,
      ),
    isKnown,
  );
  const isPublished = password === DEMO_PASSWORD && !hasDemoAccounts(currentMode(), env());
  return matches && passwordHash !== null && !isPublished;
}
