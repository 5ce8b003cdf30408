import type { Db } from "../db.ts";
import type { Account } from "./accounts.ts";
import { higherRole, mayActOn, requireOneOf, STAFF_ROLES, type StaffAct } from "./roles.ts";

/**
 * Refuses what staff may not do to a person, judged by both accounts' roles inside this transaction: 403 `insufficient_role`
 * or `higher_role`. Returns the person's account, or null if they aren't linked.
 */
export async function requireActOn(
  tx: Db,
  act: StaffAct,
  staffId: string,
  whatsappUserId: string,
): Promise<string | null> {
  const where = { id: whatsappUserId, isLinked: true };
  const userId = (await tx.whatsappUser.findFirst({ where, select: { userId: true } }))?.userId;
  if (!userId) return null;
  const rows = await tx.$queryRaw<Pick<Account, "id" | "role">[]>`
    select id, role::text as role from users where id = any(${[staffId, userId]}::uuid[]) order by id for share`;
  const roleOf = (id: string) => rows.find((row) => row.id === id)?.role;
  const [staff, whose] = [roleOf(staffId) ?? "student", roleOf(userId)];
  requireOneOf({ id: staffId, role: staff }, STAFF_ROLES);
  if (userId !== staffId && whose && !mayActOn(act, staff, whose))
    throw higherRole({ userId, actorId: staffId, whatsappUserId });
  return userId;
}
