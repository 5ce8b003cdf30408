import type { Prisma } from "#prisma/generated/client";
import type { Db } from "../db.ts";
import { markLaneDue } from "../lanes.ts";
import { REPLY_LIFETIME_MINUTES, SECRET_LIFETIME_MINUTES, STAFF_LIFETIME_MINUTES } from "../lifetimes.ts";
import type { Person } from "../people/identities.ts";
import { lineOf } from "../people/lines.ts";
import { windowState } from "../people/window.ts";
import { seal } from "../sealing.ts";
import type { MessageContent } from "../whatsapp/client.ts";
import type { WhatsappAddress } from "../whatsapp/people.ts";
import type { Reply } from "./reply.ts";

const MINUTE_MS = 60_000;

/** Whom a message is for: someone we know, or a bare address. */
export type Recipient = { person: Person } | { person: null; address: WhatsappAddress };

/** A message to queue. */
interface NewMessage {
  recipient: Recipient;
  purpose: string;
  row: Partial<Prisma.OutboundMessageUncheckedCreateInput> & { kind: MessageContent["kind"] };
}

async function queue(tx: Db, { recipient, purpose, row }: NewMessage): Promise<string | null> {
  const { person } = recipient;
  const address = person ?? recipient.address;
  const lane = person?.id ?? address.bsuid ?? (address.phone ? await lineOf(tx, address.phone) : "nobody");
  const [created] = await tx.outboundMessage.createManyAndReturn({
    data: {
      ...row,
      lane,
      purpose,
      whatsappUserId: person?.id ?? null,
      toPhone: address.phone,
      toBsuid: address.bsuid,
    },
    select: { id: true },
    skipDuplicates: true,
  });
  if (created) await markLaneDue(tx, "outbox", lane);
  return created?.id ?? null;
}

/** Queues the reply to a message, as part of the transaction that works on it; a second one for the same purpose is dropped. */
export async function queueReply(
  tx: Db,
  person: Person,
  reply: Reply,
  sourceWamid: string,
  now: Date,
): Promise<void> {
  await queue(tx, {
    recipient: { person },
    purpose: reply.purpose,
    row: { ...replyRow(reply, now), sourceWamid },
  });
}

/** Queues a message that is no reply, if the 24-hour window is open; says whether it was. */
export async function queueNotice(tx: Db, person: Person, reply: Reply, now: Date): Promise<boolean> {
  if (windowState(person.lastInboundAt, now) !== "open") return false;
  return (
    (await queue(tx, { recipient: { person }, purpose: reply.purpose, row: replyRow(reply, now) })) !== null
  );
}

/** The row of a reply, but for whom it goes to. */
export function replyRow({ text, buttons, secrets }: Reply, now: Date): NewMessage["row"] {
  const minutes = secrets ? SECRET_LIFETIME_MINUTES : REPLY_LIFETIME_MINUTES;
  return {
    kind: "text",
    text,
    buttons: buttons as Prisma.InputJsonValue | undefined,
    sealedSecrets: secrets ? seal(JSON.stringify(secrets)) : null,
    expiresAt: new Date(now.getTime() + minutes * MINUTE_MS),
  };
}

/** Queues a message that a member of staff wrote, under the id given; that id. Workers are to be told once it is committed. */
export async function queueStaffMessage(
  tx: Db,
  recipient: Recipient,
  content: MessageContent,
  { id, sentByUserId, now }: { id: string; sentByUserId: string; now: Date },
): Promise<string> {
  const row: NewMessage["row"] =
    content.kind === "text"
      ? { kind: "text", text: content.text }
      : {
          kind: "template",
          templateName: content.template.name,
          templateLanguage: content.template.language,
          templateComponents: (content.template.components ?? undefined) as Prisma.InputJsonValue | undefined,
        };
  const expiresAt = new Date(now.getTime() + STAFF_LIFETIME_MINUTES * MINUTE_MS);
  const queued = await queue(tx, {
    recipient,
    purpose: "staff",
    row: { ...row, id, sentByUserId, expiresAt },
  });
  if (!queued) throw new Error("The message was not queued.");
  return queued;
}
