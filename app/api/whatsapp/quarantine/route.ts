import type { z } from "zod";
import { type quarantineAnswer, quarantineQuery } from "#lib/api/quarantine";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { listSetAside, type SetAside } from "#lib/inbox/dead-letters";
import { parseQuery, route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

type Answer = z.output<typeof quarantineAnswer>;

/** Lists what came in and was set aside, newest first; what it says is for admins only. */
export const GET = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  const { limit } = parseQuery(request, quarantineQuery);
  const { events, quarantined, dead } = await listSetAside(limit, account.role === "admin");
  const answer: Answer = { quarantined, dead, events: events.map(toAnswer) };
  return Response.json(answer);
});

function toAnswer(event: SetAside): Answer["events"][number] {
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
