import { AppError, type Denied } from "../errors.ts";
import type { Account } from "./accounts.ts";

type Role = Account["role"];

/** The roles that may write to students. */
export const STAFF_ROLES = ["instructor", "admin"] as const satisfies Role[];

/** Whether an account is one of the staff's. */
export function isStaff(account: { role: Role } | null): boolean {
  return STAFF_ROLES.some((role) => role === account?.role);
}

/** What staff do to one person. */
export type StaffAct = "write" | "unlink";

const RANKS: Record<Role, number> = { student: 0, instructor: 1, admin: 2 };

/**
 * Whether staff may do something to somebody whose account has this role: admins to all; others write to nobody above
 * them, and unlink only who is below them.
 */
export function mayActOn(act: StaffAct, staff: Role, whose: Role): boolean {
  if (staff === "admin") return true;
  return act === "write" ? RANKS[whose] <= RANKS[staff] : RANKS[whose] < RANKS[staff];
}

/** Throws 403 unless the account's role is one of these. */
export function requireOneOf({ id, role }: Pick<Account, "id" | "role">, roles: readonly Role[]): void {
  if (roles.includes(role)) return;
  const denied = { userId: id, actorId: id };
  throw new AppError("insufficient_role", `This is for ${roles.join("s and ")}s only.`, 403, { denied });
}

/** The refusal of what staff may not do to somebody whose role is as high as theirs or higher. */
export function higherRole(denied: Denied): AppError {
  const message = "This person is staff too. Only an admin can do this for them.";
  return new AppError("higher_role", message, 403, { denied });
}
