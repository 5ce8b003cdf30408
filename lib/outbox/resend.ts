import { z } from "zod";
import { Prisma } from "#prisma/generated/client";
import { audit } from "../audit.ts";
import { requireActOn } from "../auth/staff-acts.ts";
import { type Db, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { hintWork, markLaneDue } from "../lanes.ts";
import { RESEND_AFTER_MINUTES, STAFF_LIFETIME_MINUTES } from "../lifetimes.ts";
import { durationInWords } from "../time.ts";
import { NO_REASON } from "./failure-columns.ts";
import { type SendResult, waitForOutcome } from "./send.ts";
import { becomes, statusIn } from "./states.ts";

const QUEUED = Prisma.raw(becomes("queued"));
const CLEARED = Prisma.raw(NO_REASON);
const UNKNOWN = Prisma.raw(statusIn(["unknown"]));

/** Whether staff may decide to send a message again that WhatsApp did not confirm. */
export function mayResend(
  message: { status: string; purpose: string; attemptedAt: Date | null },
  now = new Date(),
): boolean {
  const { status, purpose, attemptedAt } = message;
  const latest = now.getTime() - RESEND_AFTER_MINUTES * 60_000;
  return (
    status === "unknown" && purpose === "staff" && attemptedAt !== null && attemptedAt.getTime() < latest
  );
}

/** Who decides that, and from where. */
interface Resender {
  actorId: string;
  address?: string;
}

/**
 * Resends a staff message that hasn't been confirmed for long enough; of several calls, one does. Throws 403 `higher_role`,
 * 404 or 409 `not_resendable`, and what sending throws.
 */
export async function resendMessage(id: string, by: Resender): Promise<SendResult> {
  if (!z.uuid().safeParse(id).success) throw messageNotFound();
  await transaction(async (tx) => {
    const [message] = await tx.$queryRaw<{ lane: string; whatsappUserId: string | null }[]>`
      update outbound_messages set ${QUEUED}, due_at = now(), updated_at = now(),
        expires_at = greatest(expires_at, now() + make_interval(mins => ${STAFF_LIFETIME_MINUTES})), ${CLEARED}
      where id = ${id}::uuid and ${UNKNOWN} and purpose = 'staff'
        and attempted_at < now() - make_interval(mins => ${RESEND_AFTER_MINUTES})
      returning lane, whatsapp_user_id as "whatsappUserId"`;
    if (message) {
      await noteResent(tx, id, message.whatsappUserId, by);
      await markLaneDue(tx, "outbox", message.lane);
    } else
      throw (await tx.outboundMessage.count({ where: { id } })) > 0 ? notResendable() : messageNotFound();
  });
  hintWork("outbox");
  return waitForOutcome(id);
}

async function noteResent(
  tx: Db,
  message: string,
  whatsappUserId: string | null,
  by: Resender,
): Promise<void> {
  const userId = whatsappUserId && (await requireActOn(tx, "write", by.actorId, whatsappUserId));
  const whom = { userId: userId ?? undefined, whatsappUserId: whatsappUserId ?? undefined };
  await audit("resent", { ...by, ...whom, details: { message } }, tx);
}

/** The refusal of an ID that no message has. */
export function messageNotFound(): AppError {
  return new AppError("message_not_found", "There's no message with this ID.", 404);
}

/** The refusal of sending again what may not be. */
export function notResendable(): AppError {
  const message = `Only a message that staff wrote and WhatsApp has not confirmed for ${durationInWords(RESEND_AFTER_MINUTES)} can be sent again.`;
  return new AppError("not_resendable", message, 409);
}
