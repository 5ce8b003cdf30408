import type { z } from "zod";
import { type trailAnswer, trailQuery } from "#lib/api/trail";
import { listOwnTrail, listTrail, type TrailEvent } from "#lib/audit-trail";
import { requireRole, requireUser, STAFF_ROLES } from "#lib/auth/session";
import { parseQuery, route } from "#lib/http";
import { toTimestamp } from "#lib/time";

type Answer = z.output<typeof trailAnswer>;

/** Lists who did what: to the signed-in account, or, for staff, to all. */
export const GET = route(async (request) => {
  const account = await requireUser(request);
  const { scope, limit, before } = parseQuery(request, trailQuery);
  if (scope === "all") await requireRole(request, STAFF_ROLES);
  const trail = await (scope === "all" ? listTrail(limit, before) : listOwnTrail(account, limit, before));
  const answer: Answer = {
    events: trail.events.map(toAnswer),
    next_before: trail.nextBefore === null ? null : String(trail.nextBefore),
  };
  return Response.json(answer);
});

function toAnswer({ id, at, ...event }: TrailEvent): Answer["events"][number] {
  return { id: String(id), at: toTimestamp(at), ...event };
}
