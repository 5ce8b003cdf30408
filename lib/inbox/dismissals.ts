import { Prisma } from "#prisma/generated/client";
import { audit } from "../audit.ts";
import { transaction } from "../db.ts";
import { becomesEvent, DEAD_LETTER, stateIn } from "../webhook-events.ts";
import { notADeadLetter } from "./dead-letters.ts";

const DEAD_LETTERS = Prisma.raw(stateIn(DEAD_LETTER));
const IGNORED = Prisma.raw(becomesEvent("ignored"));

/** Takes a dead letter off the list, audited; it stays stored. Throws 404 when no dead letter has this ID. */
export async function dismissEvent(id: bigint, userId: string, address?: string): Promise<void> {
  await transaction(async (tx) => {
    const [dismissed] = await tx.$queryRaw<{ state: string; failure: string | null }[]>`
      with before as (
        select id, state, failure from webhook_events where id = ${id} and ${DEAD_LETTERS} for update)
      update webhook_events as event set ${IGNORED}, failure = 'dismissed', processed_at = now()
      from before where event.id = before.id returning before.state, before.failure`;
    if (!dismissed) throw notADeadLetter();
    const { state, failure } = dismissed;
    const details = { event: String(id), state, reason: failure ?? "" };
    await audit("set_aside_dismissed", { userId, actorId: userId, address, details }, tx);
  });
}
