import { z } from "zod";
import { transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { hintWork, markLaneDue } from "../lanes.ts";
import { type SendResult, waitForOutcome } from "./send.ts";

/** How long nothing may have confirmed a message of the staff before they may decide to send it again. */
export const RESEND_AFTER_MINUTES = 15;

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

/**
 * Sends a message of the staff again that nothing has confirmed for 15 minutes; of several calls, one does. It may then arrive
 * twice, which only a person can decide. Throws 404 for an unknown id and 409 `not_resendable`; else as sending does.
 */
export async function resendMessage(id: string): Promise<SendResult> {
  if (!z.uuid().safeParse(id).success) throw notFound();
  await transaction(async (tx) => {
    const [message] = await tx.$queryRaw<{ lane: string }[]>`
      update outbound_messages set status = 'queued', rank = 0, due_at = now(), updated_at = now(),
        expires_at = greatest(expires_at, now() + interval '1 day'), failure_code = null, failure_title = null
      where id = ${id}::uuid and status = 'unknown' and purpose = 'staff'
        and attempted_at < now() - make_interval(mins => ${RESEND_AFTER_MINUTES})
      returning lane`;
    if (message) await markLaneDue(tx, "outbox", message.lane);
    else throw (await tx.outboundMessage.count({ where: { id } })) > 0 ? notResendable() : notFound();
  });
  await hintWork("outbox");
  return waitForOutcome(id);
}

function notFound(): AppError {
  return new AppError("message_not_found", "There is no message with this id.", 404);
}

function notResendable(): AppError {
  const message =
    "Only a message that staff wrote and WhatsApp has not confirmed for 15 minutes can be sent again.";
  return new AppError("not_resendable", message, 409);
}
