import type { z } from "zod";
import type { replayResponse } from "#lib/api/dead-letters";
import { requireRole } from "#lib/auth/sessions/session";
import { requireEventId } from "#lib/inbox/dead-letters";
import { replayEvent } from "#lib/inbox/replays";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Replays a dead letter. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  const id = requireEventId((await params).id);
  const by = { actorId: account.id, address: callerAddress(request.headers) };
  const response: z.output<typeof replayResponse> = await replayEvent(id, by);
  return Response.json(response);
});
