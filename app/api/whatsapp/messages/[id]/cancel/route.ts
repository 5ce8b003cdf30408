import type { z } from "zod";
import type { cancelResponse } from "#lib/api/system-health";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { cancelMessage } from "#lib/outbox/cancel";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Cancels a queued message. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, STAFF_ROLES);
  const by = { account, address: callerAddress(request.headers) };
  const status = await cancelMessage((await params).id, by);
  const response: z.output<typeof cancelResponse> = { success: true, status };
  return Response.json(response);
});
