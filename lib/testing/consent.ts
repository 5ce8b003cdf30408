import { db } from "../db.ts";
import { findPersonById, type Person } from "../people/identities.ts";

/** The person with this number, who must be known. */
export async function personAt(phone: string): Promise<Person | null> {
  const { id } = await db().whatsappUser.findUniqueOrThrow({ where: { whatsappPhone: phone } });
  return findPersonById(db(), id);
}

/** The ledger of consent, oldest first, such as `broadcasts out by chat`. */
export async function consentLedger(): Promise<string[]> {
  const events = await db().consentEvent.findMany({ orderBy: { id: "asc" } });
  return events.map(({ what, value, how }) => `${what} ${value} by ${how}`);
}

/** A time of so many seconds ago, as Meta writes it. */
export function secondsAgo(seconds: number): string {
  return String(Math.floor(Date.now() / 1000) - seconds);
}
