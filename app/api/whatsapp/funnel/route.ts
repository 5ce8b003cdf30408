import type { z } from "zod";
import { funnelQuery, type funnelResponse } from "#lib/api/audit-log";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { countFunnel } from "#lib/linking/funnel";
import { parseQuery, route } from "#lib/requests/route";

/** Tells how far links come, day by day. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  const { days } = parseQuery(request, funnelQuery);
  const response: z.output<typeof funnelResponse> = await countFunnel(days);
  return Response.json(response);
});
