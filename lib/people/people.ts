import type { Account } from "../auth/accounts.ts";
import { db } from "../db.ts";
import { foreignName, withoutMarks } from "./foreign-names.ts";
import { peopleMatching } from "./people-search.ts";
import { windowClosesAt } from "./window.ts";

/** A person that staff may write to. */
export interface ListedPerson {
  id: string;
  /** What their WhatsApp calls itself, as it may be shown. */
  name: string | null;
  username: string | null;
  phone: string | null;
  bsuid: string | null;
  account: Pick<Account, "name" | "email" | "role"> | null;
  windowClosesAt: Date | null;
  optedOutAt: Date | null;
  marketingStoppedAt: Date | null;
  marketingAgreedAt: Date | null;
}

/** People whom `query` finds by name, username, BSUID, number or account, those who wrote last first. */
export async function listPeople(query: string, limit: number): Promise<ListedPerson[]> {
  const found = await db().$queryRaw<{ id: string }[]>`
    select id from whatsapp_users
    where (whatsapp_phone is not null or bsuid is not null) and ${peopleMatching(query)}
    order by last_inbound_at desc nulls last, created_at desc limit ${limit}`;
  const place = new Map(found.map(({ id }, at) => [id, at]));
  const rows = await db().whatsappUser.findMany({
    where: { id: { in: [...place.keys()] } },
    select: {
      id: true,
      whatsappUsername: true,
      whatsappName: true,
      whatsappPhone: true,
      bsuid: true,
      isLinked: true,
      lastInboundAt: true,
      optedOutAt: true,
      marketingStoppedAt: true,
      marketingAgreedAt: true,
      user: { select: { name: true, email: true, role: true } },
    },
  });
  rows.sort((one, other) => (place.get(one.id) ?? 0) - (place.get(other.id) ?? 0));
  return rows.map((row) => ({
    id: row.id,
    name: foreignName(row.whatsappName),
    username: row.whatsappUsername && withoutMarks(row.whatsappUsername),
    phone: row.whatsappPhone,
    bsuid: row.bsuid,
    account: row.isLinked ? row.user : null,
    windowClosesAt: windowClosesAt(row.lastInboundAt),
    optedOutAt: row.optedOutAt,
    marketingStoppedAt: row.marketingStoppedAt,
    marketingAgreedAt: row.marketingAgreedAt,
  }));
}
