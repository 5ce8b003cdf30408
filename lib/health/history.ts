import { z } from "zod";
import { db } from "../db.ts";
import { AppError } from "../errors.ts";
import { countTry, type Limit } from "../limits.ts";
import { messageNotFound } from "../outbox/resend.ts";
import type { Failure } from "../whatsapp/set-up/answer.ts";
import { findHistory, type HistoryEvent } from "../whatsapp/set-up/message-history.ts";
import { describeFailure } from "./doctor/finding.ts";
import { originOf } from "./origin.ts";
import { isOurAddress } from "./own-address.ts";

/** What Meta has recorded of a message, in one sentence, and event by event. */
interface MessageHistory {
  says: string;
  events: HistoryEvent[];
}

/** Meta means it for a question now and then, not to be asked about all messages. */
const QUESTIONS: Limit = { name: "history", tries: 20, seconds: 60 };

/** Asks Meta what became of a message, for an account; throws 404, 409 `not_accepted`, 429, or 502 where Meta doesn't tell. */
export async function askMeta(id: string, accountId: string): Promise<MessageHistory> {
  const message = z.uuid().safeParse(id).success
    ? await db().outboundMessage.findUnique({ where: { id }, select: { wamid: true } })
    : null;
  if (!message) throw messageNotFound();
  if (!message.wamid) throw notAccepted();
  await countTry(QUESTIONS, accountId);
  const answer = await findHistory(message.wamid);
  if ("failure" in answer) throw untold(answer.failure);
  const events = answer.value.map((event) => ({
    ...event,
    address: event.address && originOf(event.address),
  }));
  return { says: explainHistory(answer.value), events };
}

/** The refusal of a message that Meta never took. */
function notAccepted(): AppError {
  return new AppError(
    "not_accepted",
    "WhatsApp hasn’t accepted this message, so it has no record of it.",
    409,
  );
}

/** The refusal where Meta doesn't tell, and why. */
function untold(failure: Failure): AppError {
  return new AppError("whatsapp_unreachable", `WhatsApp didn’t tell us: ${describeFailure(failure)}.`, 502);
}

/** What Meta's record of a message means, in plain words: the worst that happened to its webhooks counts. */
export function explainHistory(events: readonly HistoryEvent[]): string {
  const withWebhook = (...states: string[]) => events.find(({ webhook }) => states.includes(webhook ?? ""));
  const failing = withWebhook("FAILED", "RETRYING");
  if (failing)
    return `WhatsApp has news of it, but couldn’t deliver it to ${failing.address ? originOf(failing.address) : "our server"}. Check the set-up.`;
  const taken = withWebhook("DELIVERED");
  if (taken)
    return taken.address === null || isOurAddress(taken.address)
      ? "WhatsApp has news of it, and says that our server took it. It may be among what we couldn’t process."
      : `WhatsApp has news of it, but told ${originOf(taken.address)} and not us. Check the set-up.`;
  return events.length > 0
    ? "WhatsApp has news of it, and hasn’t told us yet. Give it a minute."
    : "WhatsApp has no news of it either, not even that it was sent. Ask again later; if it stays so, write to the student again.";
}
