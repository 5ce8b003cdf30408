import { auditLogQuery } from "#lib/api/audit-log";
import { requireAccount } from "#lib/auth/sessions/session";
import { parseQuery, route } from "#lib/requests/route";
import { toAuditLogResponse } from "../../../audit-response.ts";

/** Lists who did what: to the signed-in account, or, for staff, to all; from where only to admins. */
export const GET = route(async (request) => {
  const account = await requireAccount(request);
  const { scope, limit, before } = parseQuery(request, auditLogQuery);
  return Response.json(await toAuditLogResponse(account, scope, limit, before));
});
