import type { z } from "zod";
import type { queuedResponse, sentResponse } from "#lib/api/sending";
import type { SendResult } from "#lib/outbox/send";

/** The response to a message that was sent: 200 once Meta took it, 202 while it waits or is not confirmed. */
export function toSendResponse({ id, status, wamid, reason }: SendResult): Response {
  if (wamid) {
    const sent: z.output<typeof sentResponse> = { success: true, message_id: wamid, error: null };
    return Response.json(sent);
  }
  const queued: z.output<typeof queuedResponse> = {
    success: true,
    message_id: null,
    error: null,
    id,
    status,
    reason,
  };
  return Response.json(queued, { status: 202 });
}

/** What failures of sending have beside the members of problem details. */
export const failureMembers = (error: string) => ({ success: false, message_id: null, error });
