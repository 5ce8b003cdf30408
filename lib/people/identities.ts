import type { Db } from "../db.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import { findLineHolders } from "./lines.ts";

/** One person on WhatsApp, with the account that is linked to them, if there is one that may be used. */
export interface Person {
  id: string;
  phone: string | null;
  bsuid: string | null;
  name: string | null;
  linkedAt: Date | null;
  lastInboundAt: Date | null;
  /** When their link was suspended, as long as they have not linked again. */
  suspendedAt: Date | null;
  /** When they said STOP to broadcasts; null when they did not, or took it back. */
  optedOutAt: Date | null;
  /** When they stopped marketing messages in WhatsApp's own settings. */
  marketingStoppedAt: Date | null;
  /** When they last agreed to get marketing, if no refusal has ended that since. */
  marketingAgreedAt: Date | null;
  account: { id: string; name: string; email: string; role: string } | null;
}

const select = {
  id: true,
  whatsappPhone: true,
  bsuid: true,
  whatsappName: true,
  linkedAt: true,
  isLinked: true,
  lastInboundAt: true,
  suspendedAt: true,
  optedOutAt: true,
  marketingStoppedAt: true,
  marketingAgreedAt: true,
  user: { select: { id: true, name: true, email: true, role: true, disabledAt: true } },
} as const;

type Row = {
  id: string;
  whatsappPhone: string | null;
  bsuid: string | null;
  whatsappName: string | null;
  linkedAt: Date | null;
  isLinked: boolean;
  lastInboundAt: Date | null;
  suspendedAt: Date | null;
  optedOutAt: Date | null;
  marketingStoppedAt: Date | null;
  marketingAgreedAt: Date | null;
  user: { id: string; name: string; email: string; role: string; disabledAt: Date | null } | null;
};

function toPerson({ whatsappPhone, whatsappName, isLinked, user, ...row }: Row): Person {
  const account = isLinked && user && !user.disabledAt ? user : null;
  return {
    id: row.id,
    phone: whatsappPhone,
    bsuid: row.bsuid,
    name: whatsappName,
    linkedAt: account ? row.linkedAt : null,
    lastInboundAt: row.lastInboundAt,
    suspendedAt: row.suspendedAt,
    optedOutAt: row.optedOutAt,
    marketingStoppedAt: row.marketingStoppedAt,
    marketingAgreedAt: row.marketingAgreedAt,
    account: account && { id: account.id, name: account.name, email: account.email, role: account.role },
  };
}

/** The person at an address: by BSUID first, then by phone, under any spelling; null when we do not know them. */
export async function findPerson(tx: Db, { phone, bsuid }: WhatsappAddress): Promise<Person | null> {
  return (bsuid ? await findByBsuid(tx, bsuid) : null) ?? (phone ? findByPhone(tx, phone) : null);
}

async function findByBsuid(tx: Db, bsuid: string): Promise<Person | null> {
  const row = await tx.whatsappUser.findUnique({ where: { bsuid }, select });
  return row && toPerson(row);
}

async function findByPhone(tx: Db, phone: string): Promise<Person | null> {
  const [holder] = await findLineHolders(tx, phone);
  return holder ? findPersonById(tx, holder.id) : null;
}

/** The person who had this BSUID before Meta told us of another one. */
export async function findByFormerBsuid(tx: Db, bsuid: string): Promise<Person | null> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    select id from whatsapp_users where previous_bsuids <> '{}' and previous_bsuids @> array[${bsuid}]::varchar[] limit 1`;
  return row ? findPersonById(tx, row.id) : null;
}

/** The person with one of our ids, or null. */
export async function findPersonById(tx: Db, id: string): Promise<Person | null> {
  const row = await tx.whatsappUser.findUnique({ where: { id }, select });
  return row && toPerson(row);
}
