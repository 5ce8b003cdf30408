import type { z } from "zod";
import type { dismissResponse } from "#lib/api/dead-letters";
import { requireRole } from "#lib/auth/sessions/session";
import { requireEventId } from "#lib/inbox/dead-letters";
import { dismissEvent } from "#lib/inbox/dismissals";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Takes a dead letter off the list; it stays stored. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  await dismissEvent(requireEventId((await params).id), account.id, callerAddress(request.headers));
  const response: z.output<typeof dismissResponse> = { success: true };
  return Response.json(response);
});
