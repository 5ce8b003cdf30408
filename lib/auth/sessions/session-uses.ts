import { db, pool } from "../../db.ts";
import { env } from "../../env.ts";
import { SESSION_LIFETIME_MINUTES } from "../../lifetimes.ts";
import type { Proof } from "../api-tokens.ts";

/** A use is noted at most once in so many seconds, or in a quarter of a shorter idle limit. */
const NOTED_EVERY_SECONDS = 60;

/** Notes that a session begins now. Forgets the uses of those that are over anyway. */
export async function beginSession(id: string, now = new Date()): Promise<void> {
  const over = new Date(now.getTime() - SESSION_LIFETIME_MINUTES * 60_000);
  await db().sessionUse.deleteMany({ where: { usedAt: { lt: over } } });
  await db().sessionUse.create({ data: { id, usedAt: now }, select: { id: true } });
}

/** Whether a session was unused for longer than STAFF_IDLE_MINUTES. If it wasn't and somebody uses it now, that is noted. */
export async function isLeftUnused(proof: Proof, isUsedNow: boolean): Promise<boolean> {
  const id = proof.id ?? `${proof.accountId}.${proof.provedAt}`;
  const limit = env().STAFF_IDLE_MINUTES * 60;
  const notedEvery = Math.min(NOTED_EVERY_SECONDS, limit / 4);
  const { rows } = await pool().query<{ is_unused: boolean; is_due: boolean }>(
    `select used_at < now() - make_interval(secs => $2) as is_unused,
            used_at < now() - make_interval(secs => $3) as is_due from session_uses where id = $1`,
    [id, limit + notedEvery, notedEvery],
  );
  const [noted] = rows;
  if (noted?.is_unused) return true;
  if (!noted || (noted.is_due && isUsedNow)) {
    await pool().query(
      `insert into session_uses (id, used_at) values ($1, now()) on conflict (id) do update
       set used_at = now() where session_uses.used_at >= now() - make_interval(secs => $2)`,
      [id, limit + notedEvery],
    );
  }
  return false;
}
