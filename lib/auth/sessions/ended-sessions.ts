import { db } from "../../db.ts";
import { SESSION_LIFETIME_MINUTES } from "../../lifetimes.ts";

/** Ends a session or API token for good, wherever a copy of it is. Says whether this call did it. */
export async function endSession(id: string, now = new Date()): Promise<boolean> {
  const over = new Date(now.getTime() - SESSION_LIFETIME_MINUTES * 60_000);
  await db().endedSession.deleteMany({ where: { endedAt: { lt: over } } });
  const { count } = await db().endedSession.createMany({ data: { id, endedAt: now }, skipDuplicates: true });
  return count > 0;
}

/** Whether a session or an API token was ended before its time. */
export async function isEnded(id: string): Promise<boolean> {
  return (await db().endedSession.count({ where: { id } })) > 0;
}
