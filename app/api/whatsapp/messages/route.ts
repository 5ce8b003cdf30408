import type { z } from "zod";
import { messagesQuery, type messagesResponse } from "#lib/api/messages";
import type { Account } from "#lib/auth/accounts";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { mayCancel } from "#lib/outbox/cancel";
import { listMessages, type RecordedMessage } from "#lib/outbox/record";
import { parseQuery, route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

type MessageResponse = z.output<typeof messagesResponse>["messages"][number];

/** Lists the newest messages with their delivery states, newest first. */
export const GET = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  const { limit, direction } = parseQuery(request, messagesQuery);
  const messages = await listMessages(limit, direction);
  const response: z.output<typeof messagesResponse> = {
    messages: messages.map((message) => toResponse(message, account)),
  };
  return Response.json(response);
});

function toResponse(message: RecordedMessage, account: Account): MessageResponse {
  return {
    id: message.id,
    direction: message.direction,
    to_name: message.personName,
    to_user_name: message.accountName,
    to_phone: message.phone,
    text: message.text,
    kind: message.kind,
    template_name: message.templateName,
    status: message.status,
    error: message.failure,
    can_resend: message.mayResend,
    can_cancel: mayCancel(message, account),
    message_id: message.wamid,
    sent_by: message.sentBy,
    created_at: toTimestamp(message.createdAt),
    delivered_at: message.deliveredAt && toTimestamp(message.deliveredAt),
    read_at: message.readAt && toTimestamp(message.readAt),
    failed_at: message.failedAt && toTimestamp(message.failedAt),
  };
}
