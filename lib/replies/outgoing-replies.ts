import { replyRow } from "../outbox/outbound.ts";
import type { Reply } from "../outbox/reply.ts";
import type { SendingLane } from "../outbox/sending/outbox-lanes.ts";
import type { OutgoingMessage } from "../outbox/sending/outgoing.ts";
import type { Person } from "../people/identities.ts";
import { windowState } from "../people/window.ts";
import type { DecidedMessage } from "./decisions.ts";

/** A reply that was committed as being sent, in a lane of the outbox that is held for it. */
export interface HandedOver {
  lane: SendingLane;
  message: OutgoingMessage;
}

/** A reply that is about to be queued, or sent. */
interface OutgoingReply {
  reply: Reply;
  sender: Person;
  wamid: string;
  row: ReturnType<typeof replyRow>;
  isOffered: boolean;
}

/** The replies, the first to each of up to `most` people offered to be sent right away. */
export function toOutgoing(decided: DecidedMessage[], most: number, now: Date): OutgoingReply[] {
  const replied = new Set<string>();
  let left = most;
  return decided.flatMap(({ message: { wamid }, sender, reply }) => {
    if (!sender || !reply) return [];
    const isFirst = !replied.has(sender.id);
    const isOffered = isFirst && left > 0 && windowState(sender.lastInboundAt, now) === "open";
    replied.add(sender.id);
    if (isOffered) left -= 1;
    return [{ reply, sender, wamid, row: replyRow(reply, now), isOffered }];
  });
}

/** Them as JSON for the statement that queues them. */
export function toOutbound(outgoing: OutgoingReply[]): string {
  const rows = outgoing.map(({ reply: { purpose }, sender, wamid: source, row, isOffered }, position) => {
    const { id: lane, phone, bsuid } = sender;
    return { ...row, position, purpose, source, lane, phone, bsuid, isOffered };
  });
  return JSON.stringify(rows);
}

/** What is sent of a row that was committed as being sent, if it was. */
export function toHandedOver(
  { id, wamid, attemptedAt }: Pick<OutgoingMessage, "attemptedAt"> & { id: string | null; wamid: string },
  outgoing: OutgoingReply[],
  holder: string,
  now: Date,
): HandedOver[] {
  const of = outgoing.find((each) => each.isOffered && each.wamid === wamid);
  if (id === null || !of) return [];
  const { reply, sender, row } = of;
  const message: OutgoingMessage = {
    ...{ id, attemptedAt, now, purpose: reply.purpose, text: reply.text },
    ...{ attempts: 1, refusals: 0, lastFailure: null, isExpired: false },
    ...{ personId: sender.id, phone: sender.phone, bsuid: sender.bsuid, lastInboundAt: sender.lastInboundAt },
    ...{ kind: "text", buttons: reply.buttons ?? null, sealedSecrets: row.sealedSecrets ?? null },
    ...{ templateName: null, templateLanguage: null, templateComponents: null },
    ...{ isUnwanted: false, isUnasked: false, isTooSoon: false },
  };
  return [{ lane: { queue: "outbox", key: sender.id, holder }, message }];
}
