import type { z } from "zod";
import { callerAddress } from "#lib/address";
import type { replayAnswer } from "#lib/api/quarantine";
import { requireRole } from "#lib/auth/session";
import { route } from "#lib/http";
import { requireEventId } from "#lib/messaging/quarantine";
import { replayEvent } from "#lib/messaging/replays";

/** Tries an event that was set aside once more. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  const id = requireEventId((await params).id);
  const by = { actorId: account.id, address: callerAddress(request.headers) };
  const answer: z.output<typeof replayAnswer> = await replayEvent(id, by);
  return Response.json(answer);
});
