import type { Account } from "./auth/accounts.ts";
import { db } from "./db.ts";
import { foreignName } from "./foreign-names.ts";
import { windowClosesAt } from "./messaging/window.ts";

/** A person that staff may write to. */
export interface ListedPerson {
  id: string;
  /** What their WhatsApp calls itself, as it may be shown. */
  name: string | null;
  phone: string | null;
  bsuid: string | null;
  account: Pick<Account, "name" | "email" | "role"> | null;
  windowClosesAt: Date | null;
  optedOutAt: Date | null;
  marketingStoppedAt: Date | null;
}

/** People whose name, number or account holds `query`, those who wrote last first. */
export async function listPeople(query: string, limit: number): Promise<ListedPerson[]> {
  const contains = { contains: query, mode: "insensitive" } as const;
  const digits = query.replaceAll(/[\s()+-]/g, "");
  const byNumber = /^\d+$/.test(digits) ? [{ whatsappPhone: { contains: digits } }] : [];
  const rows = await db().whatsappUser.findMany({
    where: {
      AND: [
        { OR: [{ whatsappPhone: { not: null } }, { bsuid: { not: null } }] },
        query
          ? {
              OR: [
                { whatsappName: contains },
                { user: { name: contains } },
                { user: { email: contains } },
                ...byNumber,
              ],
            }
          : {},
      ],
    },
    orderBy: { lastInboundAt: { sort: "desc", nulls: "last" } },
    take: limit,
    select: {
      id: true,
      whatsappName: true,
      whatsappPhone: true,
      bsuid: true,
      isLinked: true,
      lastInboundAt: true,
      optedOutAt: true,
      marketingStoppedAt: true,
      user: { select: { name: true, email: true, role: true } },
    },
  });
  return rows.map((row) => ({
    id: row.id,
    name: foreignName(row.whatsappName),
    phone: row.whatsappPhone,
    bsuid: row.bsuid,
    account: row.isLinked ? row.user : null,
    windowClosesAt: windowClosesAt(row.lastInboundAt),
    optedOutAt: row.optedOutAt,
    marketingStoppedAt: row.marketingStoppedAt,
  }));
}
