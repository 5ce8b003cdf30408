import { databaseNow } from "./db.ts";

/** How far apart the clocks of this machine and of the database may be, in seconds, before it is an alarm. */
export const MAX_CLOCK_LEAD_SECONDS = 2;

/**
 * How many seconds this machine's clock is ahead of the database's, negative when it is behind. What the time that the
 * database took to answer can explain counts as none.
 */
export async function clockLead(): Promise<number> {
  const asked = Date.now();
  const there = (await databaseNow()).getTime();
  const answered = Date.now();
  if (there < asked) return (asked - there) / 1000;
  return there > answered ? (answered - there) / 1000 : 0;
}
