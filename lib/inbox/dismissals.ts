import { Prisma } from "#prisma/generated/client";
import { audit } from "../audit.ts";
import { transaction } from "../db.ts";
import { becomesEvent, DEAD_LETTER, stateIn } from "../webhook-events.ts";
import { notSetAside } from "./dead-letters.ts";

const DEAD = Prisma.raw(stateIn(DEAD_LETTER));
const IGNORED = Prisma.raw(becomesEvent("ignored"));

/**
 * Takes an event off the list of what was set aside, since nothing is to be done about it. It stays stored, and who dismissed
 * it and when is in the audit trail; of several calls, one does it. Throws 404 where there is none with this id.
 */
export async function dismissEvent(id: bigint, userId: string, address?: string): Promise<void> {
  await transaction(async (tx) => {
    const [dismissed] = await tx.$queryRaw<{ state: string; failure: string | null }[]>`
      with before as (
        select id, state, failure from webhook_events where id = ${id} and ${DEAD} for update)
      update webhook_events as event set ${IGNORED}, failure = 'dismissed', processed_at = now()
      from before where event.id = before.id returning before.state, before.failure`;
    if (!dismissed) throw notSetAside();
    const { state, failure } = dismissed;
    const details = { event: String(id), state, reason: failure ?? "" };
    await audit("set_aside_dismissed", { userId, actorId: userId, address, details }, tx);
  });
}
