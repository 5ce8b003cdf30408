import type { z } from "zod";
import type { setUpResponse } from "#lib/api/set-up";
import { requireRole } from "#lib/auth/sessions/session";
import { examineAgain } from "#lib/health/doctor/doctor";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Tells what the doctor finds. */
export const GET = route(async (request) => {
  await requireRole(request, ["admin"]);
  const { at, reports } = await examineAgain();
  const response: z.output<typeof setUpResponse> = {
    checked_at: toTimestamp(at),
    checks: reports.map(({ canRepair, ...report }) => ({ ...report, can_repair: canRepair })),
  };
  return Response.json(response);
});
