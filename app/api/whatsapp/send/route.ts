import { sendBody } from "#lib/api/sending";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { requireRecipient } from "#lib/outbox/recipients";
import { sendStaffMessage } from "#lib/outbox/send";
import { readSendKey } from "#lib/outbox/send-keys";
import { countSend } from "#lib/outbox/send-limits";
import { callerAddress } from "#lib/requests/address";
import { parseBody, route } from "#lib/requests/route";
import { failureMembers, toSendResponse } from "../send-response.ts";
import { toConsent, toContent } from "./content.ts";

/** Sends a text or a template to one person, and answers with what came of it; once for each `Idempotency-Key`. */
export const POST = route(
  async (request) => {
    const account = await requireRole(request, STAFF_ROLES);
    const body = await parseBody(request, sendBody);
    const sendKey = readSendKey(request.headers.get("idempotency-key"), body);
    await countSend(account.id);
    const recipient = await requireRecipient(body.to);
    const sendingWith = { consent: toConsent(body), address: callerAddress(request.headers) };
    return toSendResponse(
      await sendStaffMessage(recipient, toContent(body), account.id, sendKey, sendingWith),
    );
  },
  { members: failureMembers },
);
