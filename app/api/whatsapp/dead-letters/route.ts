import type { z } from "zod";
import { deadLettersQuery, type deadLettersResponse } from "#lib/api/dead-letters";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { type DeadLetter, listDeadLetters } from "#lib/inbox/dead-letters";
import { parseQuery, route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

type DeadLettersResponse = z.output<typeof deadLettersResponse>;

/** Lists the dead letters, newest first; only admins see what they say. */
export const GET = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  const { limit } = parseQuery(request, deadLettersQuery);
  const { events, unreadable, failed } = await listDeadLetters(limit, account.role === "admin");
  const response: DeadLettersResponse = { unreadable, failed, events: events.map(toResponse) };
  return Response.json(response);
});

function toResponse(event: DeadLetter): DeadLettersResponse["events"][number] {
  return {
    id: String(event.id),
    state: event.state,
    kind: event.kind,
    reason: event.reason,
    shape: event.shape,
    raw: event.raw,
    can_replay: event.isReplayable,
    tries: event.attempts,
    received_at: toTimestamp(event.receivedAt),
  };
}
