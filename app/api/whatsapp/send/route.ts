import { callerAddress } from "#lib/address";
import { sendBody } from "#lib/api/sending";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { parseBody, route } from "#lib/http";
import { toConsent, toContent } from "#lib/messaging/content";
import { countSend } from "#lib/messaging/limits";
import { requireRecipient } from "#lib/messaging/recipients";
import { sendStaffMessage } from "#lib/messaging/send";
import { readSendKey } from "#lib/messaging/send-keys";
import { answerOf, failureMembers } from "../send-answer.ts";

/** Sends a text or a template to one person, and answers with what came of it; once for each `Idempotency-Key`. */
export const POST = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  const body = await parseBody(request, sendBody);
  const sendKey = readSendKey(request.headers.get("idempotency-key"), body);
  await countSend(account.id);
  const recipient = await requireRecipient(body.to);
  const sendingWith = { consent: toConsent(body), address: callerAddress(request.headers) };
  return answerOf(await sendStaffMessage(recipient, toContent(body), account.id, sendKey, sendingWith));
}, failureMembers);
