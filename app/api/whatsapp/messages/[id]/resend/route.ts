import { callerAddress } from "#lib/address";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { route } from "#lib/http";
import { countSend } from "#lib/messaging/limits";
import { resendMessage } from "#lib/messaging/resend";
import { answerOf, failureMembers } from "../../../send-answer.ts";

/** Sends a message again that WhatsApp has not confirmed for 15 minutes; it may arrive twice. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, STAFF_ROLES);
  await countSend(account.id);
  const by = { actorId: account.id, address: callerAddress(request.headers) };
  return answerOf(await resendMessage((await params).id, by));
}, failureMembers);
