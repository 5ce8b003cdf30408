import type { z } from "zod";
import { callerAddress } from "#lib/address";
import type { dismissAnswer } from "#lib/api/quarantine";
import { requireRole } from "#lib/auth/session";
import { route } from "#lib/http";
import { dismissEvent } from "#lib/messaging/dismissals";
import { requireEventId } from "#lib/messaging/quarantine";

/** Takes an event off the list of what was set aside; it stays stored. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  await dismissEvent(requireEventId((await params).id), account.id, callerAddress(request.headers));
  const answer: z.output<typeof dismissAnswer> = { success: true };
  return Response.json(answer);
});
