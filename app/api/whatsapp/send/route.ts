import type { z } from "zod";
import { type queuedAnswer, sendBody, type sentAnswer } from "#lib/api/messages";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { parseBody, route } from "#lib/http";
import { toContent } from "#lib/messaging/content";
import { countSend } from "#lib/messaging/limits";
import { requireRecipient } from "#lib/messaging/recipients";
import { sendStaffMessage } from "#lib/messaging/send";
import { readSendKey } from "#lib/messaging/send-keys";

const failureMembers = (error: string) => ({ success: false, message_id: null, error });

/** Sends a text or a template to one person, and answers with what came of it; once for each `Idempotency-Key`. */
export const POST = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  const body = await parseBody(request, sendBody);
  await countSend(account.id);
  const sendKey = readSendKey(request.headers.get("idempotency-key"), body);
  const recipient = await requireRecipient(body.to);
  const { id, status, wamid, reason } = await sendStaffMessage(
    recipient,
    toContent(body),
    account.id,
    sendKey,
  );
  if (wamid) {
    const sent: z.output<typeof sentAnswer> = { success: true, message_id: wamid, error: null };
    return Response.json(sent);
  }
  const queued: z.output<typeof queuedAnswer> = {
    success: true,
    message_id: null,
    error: null,
    id,
    status,
    reason,
  };
  return Response.json(queued, { status: 202 });
}, failureMembers);
