import { trailQuery } from "#lib/api/trail";
import { requireRole, requireUser, STAFF_ROLES } from "#lib/auth/session";
import { parseQuery, route } from "#lib/http";
import { answerTrail } from "../../../trail-answer.ts";

/** Lists who did what: to the signed-in account, or, for staff, to all. */
export const GET = route(async (request) => {
  const account = await requireUser(request);
  const { scope, limit, before } = parseQuery(request, trailQuery);
  if (scope === "all") await requireRole(request, STAFF_ROLES);
  return Response.json(await answerTrail(scope === "all" ? null : account, limit, before));
});
