import { randomBytes } from "node:crypto";
import type { Account } from "../auth/accounts.ts";
import { hashPassword } from "../auth/passwords/passwords.ts";
import { db } from "../db.ts";

/** The password of an account that was made with one. */
export const PASSWORD = "correct horse battery staple";

/** A platform account that no other test knows. */
export async function createAccount(
  fields: Partial<Pick<Account, "name" | "role" | "email">> & { password?: string } = {},
): Promise<Account> {
  const { password, ...given } = fields;
  return db().user.create({
    data: {
      email: `person-${randomBytes(4).toString("hex")}@example.com`,
      name: "John Smith",
      ...given,
      passwordHash: password ? await hashPassword(password) : null,
    },
    select: { id: true, email: true, name: true, role: true },
  });
}
