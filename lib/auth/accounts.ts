import { z } from "zod";
import { networkOf } from "../address.ts";
import { audit } from "../audit.ts";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { countTry, forgetTries, forgiveTry, type Limit } from "../limits.ts";
import { isRightPassword, MAX_PASSWORD_LENGTH } from "./passwords.ts";

/** A platform account as the rest of the application sees it. */
export interface Account {
  id: string;
  email: string;
  name: string;
  role: "student" | "instructor" | "admin";
}

/** An e-mail address: normalised first and validated second, so that one address is one account. */
export const emailAddress = z
  .string()
  .max(320)
  .transform((given) => given.normalize("NFKC").trim().toLowerCase())
  .pipe(z.email("This is not an e-mail address."));

/** What is given to sign in. */
export const credentials = z.strictObject({
  email: emailAddress,
  password: z
    .string()
    .min(1, "The password is missing.")
    .max(MAX_PASSWORD_LENGTH, "The password is too long."),
});

const PER_ACCOUNT: Limit = { name: "sign-in-account", tries: 10, seconds: 600 };
const PER_ADDRESS: Limit = { name: "sign-in-address", tries: 300, seconds: 600 };

const select = { id: true, email: true, name: true, role: true } as const;

/** The account behind an id, unless it is gone or disabled. Its role is the one it has now. */
export async function findAccount(id: string): Promise<Account | null> {
  return db().user.findFirst({ where: { id, disabledAt: null }, select });
}

/** Checks an e-mail address and password; throws 401 with one text for every reason, 429 after too many tries. */
export async function signIn(given: z.output<typeof credentials>, address: string): Promise<Account> {
  const { email, password } = given;
  const network = networkOf(address);
  const auditRefusal = () => audit("sign_in_refused", { address, details: { reason: "too_many_tries" } });
  // The account first: what it is refused costs nobody else at its school's one address a try.
  await countTry(PER_ACCOUNT, `${email} ${network}`, auditRefusal);
  await countTry(PER_ADDRESS, network, auditRefusal);
  const user = await db().user.findFirst({
    where: { email, disabledAt: null },
    select: { ...select, passwordHash: true },
  });
  const isRight = await isRightPassword(user?.passwordHash ?? null, password);
  await audit(isRight ? "signed_in" : "sign_in_refused", {
    userId: user?.id,
    actorId: isRight ? user?.id : undefined,
    address,
  });
  if (!user || !isRight)
    throw new AppError("wrong_credentials", "The e-mail address or password is wrong.", 401);
  await forgiveTry(PER_ADDRESS, network);
  await forgetTries(PER_ACCOUNT, `${email} ${network}`);
  return { id: user.id, email: user.email, name: user.name, role: user.role };
}
