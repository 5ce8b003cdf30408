import type { Db } from "../db.ts";
import type { Person } from "../people/identities.ts";
import type { IncomingMessage } from "../whatsapp/webhook/message.ts";

/** Records what a person wrote; once per message id. */
export async function recordInbound(
  tx: Db,
  person: Person,
  { wamid, type, text, sentAt }: IncomingMessage,
  receivedAt: Date,
): Promise<void> {
  await tx.inboundMessage.createMany({
    data: { wamid, whatsappUserId: person.id, type: type.slice(0, 32), text, sentAt, receivedAt },
    skipDuplicates: true,
  });
}

/** How many messages a person has sent us since `since`. */
export function countInbound(tx: Db, person: Person, since: Date): Promise<number> {
  return tx.inboundMessage.count({ where: { whatsappUserId: person.id, receivedAt: { gt: since } } });
}
