import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { resendMessage } from "#lib/outbox/resend";
import { countSend } from "#lib/outbox/send-limits";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";
import { failureMembers, toSendResponse } from "../../../send-response.ts";

/** Sends a message again that WhatsApp has not confirmed for long enough; it may arrive twice. */
export const POST = route<{ params: Promise<{ id: string }> }>(
  async (request, { params }) => {
    const account = await requireRole(request, STAFF_ROLES);
    await countSend(account.id);
    const by = { actorId: account.id, address: callerAddress(request.headers) };
    return toSendResponse(await resendMessage((await params).id, by));
  },
  { members: failureMembers },
);
