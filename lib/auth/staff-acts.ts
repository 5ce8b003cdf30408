import type { Db } from "../db.ts";
import type { Account } from "./accounts.ts";
import { higherRole, insufficientRole, mayActOn, type StaffAct } from "./roles.ts";

/** The person whom staff want to do something to. */
interface Target {
  whatsappUserId: string;
  /** The account that is linked to them; null where none is. */
  userId: string | null;
}

/**
 * Refuses what staff may not do to somebody, by the roles that both have in this very transaction and keep to its end.
 * Throws 403 `insufficient_role` where who does it is no staff any more, `higher_role` where the other one ranks too high.
 */
export async function requireActOn(
  tx: Db,
  act: StaffAct,
  staffId: string,
  { userId, whatsappUserId }: Target,
): Promise<void> {
  const ids = [staffId, userId ?? staffId];
  const rows = await tx.$queryRaw<Pick<Account, "id" | "role">[]>`
    select id, role::text as role from users
    where id = any(${ids}::uuid[]) and disabled_at is null order by id for share`;
  const roleOf = (id: string | null) => rows.find((row) => row.id === id)?.role;
  const role = roleOf(staffId);
  if (!role || role === "student")
    throw insufficientRole(["instructor", "admin"], { userId: staffId, actorId: staffId });
  if (userId === null || userId === staffId) return;
  if (mayActOn(act, role, roleOf(userId) ?? "student")) return;
  throw higherRole({ userId, actorId: staffId, whatsappUserId });
}
