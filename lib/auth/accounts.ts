import { z } from "zod";
import { audit } from "../audit.ts";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { networksOf } from "../requests/address.ts";
import { isCommonPassword } from "./passwords/common-passwords.ts";
import { isRightPassword, MAX_PASSWORD_LENGTH } from "./passwords/passwords.ts";
import { type Comer, limitSignIn } from "./passwords/sign-in-limits.ts";

/** A platform account as the rest of the application sees it. */
export interface Account {
  id: string;
  email: string;
  name: string;
  role: "student" | "instructor" | "admin";
}

/** An account that somebody has just proved to be theirs, and the generations of sessions and API tokens that count from then. */
export interface ProvedAccount extends Account {
  sessionGeneration: number;
  tokenGeneration: number;
}

/** An email address: normalised first and validated second, so that one address is one account. */
export const emailAddress = z
  .string()
  .max(320)
  .transform((given) => given.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("This is not an email address."));

/** What is given to sign in. */
export const credentials = z.strictObject({
  email: emailAddress,
  password: z
    .string("The password is missing.")
    .min(1, "The password is missing.")
    .max(MAX_PASSWORD_LENGTH, "The password is too long."),
});

const select = { id: true, email: true, name: true, role: true } as const;

/** What `ProvedAccount` holds of an account. */
export const provedAccount = { ...select, sessionGeneration: true, tokenGeneration: true } as const;

/** The account that a proof of some generation is about, unless it is gone, disabled or in another generation by now. */
export async function findAccount(
  id: string,
  generation: Partial<Pick<ProvedAccount, "sessionGeneration" | "tokenGeneration">>,
): Promise<Account | null> {
  return db().user.findFirst({ where: { id, disabledAt: null, ...generation }, select });
}

/**
 * Checks an email address and password; throws 401 with one text for every reason, 429 after too many tries, and may take
 * its time after many: `cookieHeader` tells a browser that has signed in to this account before.
 */
export async function signIn(
  { email, password }: z.output<typeof credentials>,
  address: string,
  cookieHeader: string | null = null,
): Promise<ProvedAccount> {
  const account = await limitSignIn({ email, address, cookieHeader }, (comer) =>
    findByPassword(email, password, address, comer),
  );
  if (!account) throw new AppError("wrong_credentials", "The email address or password is wrong.", 401);
  return account;
}

async function findByPassword(
  email: string,
  password: string,
  address: string,
  comer: Comer,
): Promise<ProvedAccount | null> {
  const user = await db().user.findFirst({
    where: { email, disabledAt: null },
    select: { ...provedAccount, passwordHash: true },
  });
  const isRight = await isRightPassword(user?.passwordHash ?? null, password, {
    email,
    network: networksOf(address).at(-1) ?? "",
    isKnown: comer === "known",
  });
  if (!user || !isRight) {
    // That its network is slowed is audited; who invents a million addresses there fills no audit log.
    if (user || comer !== "slowed") await audit("sign_in_refused", { userId: user?.id, address });
    return null;
  }
  const { passwordHash: _, ...account } = user;
  const details: Record<string, string> = {};
  if (await isCommonPassword(password, account)) details.password = "common";
  await audit("signed_in", { userId: account.id, actorId: account.id, address, details });
  return account;
}

/** Whether the password that somebody last signed in with is among the first guesses; false where the school's sign-in did it. */
export async function hasCommonPassword({ id }: Account): Promise<boolean> {
  const last = await db().auditEvent.findFirst({
    where: { userId: id, action: "signed_in" },
    orderBy: { id: "desc" },
    select: { details: true },
  });
  return (last?.details as { password?: string } | undefined)?.password === "common";
}
