import { audit } from "../audit.ts";
import type { Db } from "../db.ts";
import { isCodeOf } from "./codes.ts";
import { lockAccountOf, makeLink } from "./joins.ts";

/** What came of digits that were sent in a chat; "none" where it waits for no digits (any more). */
export type CodeOutcome = "linked" | "wrong" | "refused" | "impossible" | "none";

/** What came of them, and the WhatsApp whose link to the account ended for the new one. */
interface CodeTry {
  outcome: CodeOutcome;
  replaced: string | null;
}

/** Takes the digits that came from a chat; each counts as a try, and the last wrong one ends the pending link. */
export async function proveByCode(tx: Db, whatsappUserId: string, code: string, now: Date): Promise<CodeTry> {
  const open = { whatsappUserId, endedAt: null, expiresAt: { gt: now }, triesLeft: { gt: 0 } };
  await lockAccountOf(tx, await tx.pendingLink.findFirst({ where: open, select: { userId: true } }));
  const [row] = await tx.pendingLink.updateManyAndReturn({
    where: open,
    data: { triesLeft: { decrement: 1 } },
    select: { id: true, userId: true, triesLeft: true, replaces: true },
  });
  if (!row) return without("none");
  const { id, userId, triesLeft, replaces } = row;
  if (!isCodeOf(id, code)) {
    await audit("refused", { userId, whatsappUserId, details: { reason: "wrong_code" } }, tx);
    if (triesLeft > 0) return without("wrong");
    await end(tx, id, "refused", now);
    return without("refused");
  }
  await end(tx, id, "linked", now);
  const link = await makeLink(tx, { userId, whatsappUserId }, now, { proof: "code", replaces });
  if (link) return { outcome: "linked", replaced: link.replaced };
  await end(tx, id, "refused", now);
  return without("impossible");
}

const without = (outcome: CodeOutcome): CodeTry => ({ outcome, replaced: null });

async function end(tx: Db, id: string, endedAs: "linked" | "refused", now: Date): Promise<void> {
  await tx.pendingLink.update({ where: { id }, data: { endedAt: now, endedAs }, select: { id: true } });
}
