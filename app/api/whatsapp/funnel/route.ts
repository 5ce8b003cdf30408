import type { z } from "zod";
import { type funnelAnswer, funnelQuery } from "#lib/api/trail";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { parseQuery, route } from "#lib/http";
import { countFunnel, type FunnelDay } from "#lib/linking/funnel";

/** Tells how far links come, day by day. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  const { days: asked } = parseQuery(request, funnelQuery);
  const days = await countFunnel(asked);
  const sum = (name: Exclude<keyof FunnelDay, "day">) => days.reduce((total, day) => total + day[name], 0);
  const answer: z.output<typeof funnelAnswer> = {
    days,
    totals: {
      issued: sum("issued"),
      opened: sum("opened"),
      confirmed: sum("confirmed"),
      expired: sum("expired"),
      refused: sum("refused"),
    },
  };
  return Response.json(answer);
});
