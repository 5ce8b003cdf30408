import { trailQuery } from "#lib/api/trail";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole, requireUser } from "#lib/auth/sessions/session";
import { parseQuery, route } from "#lib/requests/route";
import { answerTrail } from "../../../trail-answer.ts";

/** Lists who did what: to the signed-in account, or, for staff, to all; from where only to admins. */
export const GET = route(async (request) => {
  const account = await requireUser(request);
  const { scope, limit, before } = parseQuery(request, trailQuery);
  // Read once more with the role, so that a role that was lost meanwhile counts.
  const reader = scope === "all" ? await requireRole(request, STAFF_ROLES) : account;
  return Response.json(await answerTrail(reader, scope, limit, before));
});
