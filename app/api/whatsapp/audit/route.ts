import { auditLogQuery } from "#lib/api/audit-log";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole, requireUser } from "#lib/auth/sessions/session";
import { parseQuery, route } from "#lib/requests/route";
import { toAuditLogResponse } from "../../../audit-response.ts";

/** Lists who did what: to the signed-in account, or, for staff, to all; from where only to admins. */
export const GET = route(async (request) => {
  const account = await requireUser(request);
  const { scope, limit, before } = parseQuery(request, auditLogQuery);
  // Read once more with the role, so that a role that was lost meanwhile counts.
  const reader = scope === "all" ? await requireRole(request, STAFF_ROLES) : account;
  return Response.json(await toAuditLogResponse(reader, scope, limit, before));
});
