import type { z } from "zod";
import { funnelQuery, type funnelResponse } from "#lib/api/audit-log";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { countFunnel, type FunnelDay } from "#lib/linking/funnel";
import { parseQuery, route } from "#lib/requests/route";

/** Tells how far links come, day by day. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  const { days: asked } = parseQuery(request, funnelQuery);
  const days = await countFunnel(asked);
  const sum = (name: Exclude<keyof FunnelDay, "day">) => days.reduce((total, day) => total + day[name], 0);
  const response: z.output<typeof funnelResponse> = {
    days,
    totals: {
      issued: sum("issued"),
      opened: sum("opened"),
      confirmed: sum("confirmed"),
      expired: sum("expired"),
      refused: sum("refused"),
    },
  };
  return Response.json(response);
});
