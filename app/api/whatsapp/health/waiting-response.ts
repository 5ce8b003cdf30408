import type { z } from "zod";
import type { systemHealthResponse } from "#lib/api/system-health";
import type { Account } from "#lib/auth/accounts";
import type { WaitingMessage } from "#lib/health/waiting";
import { mayCancel } from "#lib/outbox/cancel";
import { toTimestamp } from "#lib/time";

type WaitingResponse = z.output<typeof systemHealthResponse>["waiting"]["messages"][number];

/** A message that waits, as the API tells it to somebody. */
export function toWaitingResponse(message: WaitingMessage, account: Account): WaitingResponse {
  return {
    id: message.id,
    to: message.to,
    sent_by: message.sentBy,
    first_words: message.firstWords,
    template_name: message.templateName,
    is_bulk: message.isBulk,
    created_at: toTimestamp(message.createdAt),
    reason: message.reason,
    says: message.says,
    next_try_at: message.nextTryAt && toTimestamp(message.nextTryAt),
    can_cancel: mayCancel(message, account),
  };
}
