import { z } from "zod";
import { audit } from "../audit.ts";
import type { Account } from "../auth/accounts.ts";
import { db, transaction } from "../db.ts";
import { AppError } from "../errors.ts";
import { type Gate, passGate } from "../gate.ts";
import { hintWork, markLaneDue, type SendingQueue } from "../lanes.ts";
import { reasonIs, UNCONFIRMED } from "./failure-columns.ts";
import { tellOutcome } from "./outcome-news.ts";
import { messageNotFound } from "./resend.ts";
import { oneOf, statusIn } from "./states.ts";

/** Who cancels, and from where. */
interface Canceller {
  account: Pick<Account, "id" | "role">;
  address?: string;
}

/** Whether somebody may cancel a message: admins any that is queued, others those that they wrote. */
export function mayCancel(
  message: { status: string; sentByUserId: string | null },
  account: Pick<Account, "id" | "role">,
): boolean {
  return message.status === "queued" && isTheirs(message, account);
}

function isTheirs({ sentByUserId }: { sentByUserId: string | null }, { id, role }: Canceller["account"]) {
  return role === "admin" || sentByUserId === id;
}

/** Cancellations in the same lane wait for each other, here and not in the database, where each would hold a connection. */
const LANES: Gate = { inside: 1 };

/** What Meta may have taken at an earlier try is not sent again, but stays unconfirmed. */
const CANCEL = `
  update outbound_messages set (status, rank) = (${oneOf("attempts > 0", "unknown", "cancelled")}), due_at = null,
    sealed_secrets = null, updated_at = now(),
    ${reasonIs({ code: `case when attempts > 0 then ${UNCONFIRMED} end` })}
  where id = $1::uuid and ${statusIn(["queued"])} returning status`;

/**
 * Cancels a queued message, so that it is never sent; of a cancellation and a worker that takes the message, one wins. Gives the
 * state that it has then. Throws 403 `not_the_writer`, 404, or 409 `not_cancellable` once it is being sent.
 */
export async function cancelMessage(
  id: string,
  { account, address }: Canceller,
): Promise<"cancelled" | "unknown"> {
  if (!z.uuid().safeParse(id).success) throw messageNotFound();
  const select = { lane: true, queue: true, status: true, sentByUserId: true, whatsappUserId: true } as const;
  const message = await db().outboundMessage.findUnique({ where: { id }, select });
  if (!message) throw messageNotFound();
  if (!isTheirs(message, account)) throw notTheWriter(account.id);
  if (message.status !== "queued") throw notCancellable();
  const queue = message.queue as SendingQueue;
  const whatsappUserId = message.whatsappUserId ?? undefined;
  const cancel = () =>
    transaction(async (tx) => {
      // Workers lock a lane before its messages, too. What waited behind this message may go now.
      await markLaneDue(tx, queue, message.lane);
      const [cancelled] = await tx.$queryRawUnsafe<{ status: "cancelled" | "unknown" }[]>(CANCEL, id);
      if (!cancelled) throw notCancellable();
      const by = { actorId: account.id, address, whatsappUserId, details: { message: id } };
      await audit("message_cancelled", by, tx);
      return cancelled.status;
    });
  const status = await passGate(LANES, `${queue} ${message.lane}`, cancel);
  hintWork(queue);
  tellOutcome(id);
  return status;
}

/** The refusal of cancelling what is no longer queued. */
export function notCancellable(): AppError {
  const message = "It’s too late to cancel this message: it was sent, is being sent right now, or has ended.";
  return new AppError("not_cancellable", message, 409);
}

/** The refusal of cancelling what somebody else wrote. */
export function notTheWriter(actorId: string): AppError {
  const message = "Only an admin can cancel a message that somebody else wrote.";
  return new AppError("not_the_writer", message, 403, { denied: { userId: actorId, actorId } });
}
