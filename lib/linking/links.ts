import type { Account } from "../auth/accounts.ts";
import { type Db, db } from "../db.ts";
import { ENDED_LINK_MINUTES } from "../lifetimes.ts";
import { foreignName } from "../people/foreign-names.ts";

/** A WhatsApp identity that is linked to an account. */
export interface Link {
  whatsappUserId: string;
  phone: string | null;
  /** What it calls itself, as it may be shown. */
  name: string | null;
  linkedAt: Date;
}

/** What is read of a link. */
export const linkFields = { id: true, whatsappPhone: true, whatsappName: true, linkedAt: true } as const;

/** A link as it is read, as the rest of the application sees it. */
export function toLink(row: {
  id: string;
  whatsappPhone: string | null;
  whatsappName: string | null;
  linkedAt: Date | null;
}): Link {
  return {
    whatsappUserId: row.id,
    phone: row.whatsappPhone,
    name: foreignName(row.whatsappName),
    linkedAt: row.linkedAt ?? new Date(0),
  };
}

/** The link of an account, or null. */
export async function findLink({ id: userId }: Pick<Account, "id">, tx: Db = db()): Promise<Link | null> {
  const row = await tx.whatsappUser.findFirst({ where: { userId, isLinked: true }, select: linkFields });
  return row && toLink(row);
}

/** Whether an account lost a WhatsApp lately, however that came, by the database's clock. */
export async function hasLostLink({ id }: Pick<Account, "id">, tx: Db = db()): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from ended_links where user_id = ${id}::uuid and ended_at > clock_timestamp() - make_interval(mins => ${ENDED_LINK_MINUTES})`;
  return rows.length > 0;
}
