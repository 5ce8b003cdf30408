import type { z } from "zod";
import type { setUpResponse } from "#lib/api/set-up";
import { requireRole } from "#lib/auth/sessions/session";
import { examineAgain } from "#lib/health/doctor/doctor";
import { listTurnedRed } from "#lib/health/watch/standing";
import { route } from "#lib/requests/route";
import { toTimestamp } from "#lib/time";

/** Tells what the doctor finds, and what turned red since yesterday. */
export const GET = route(async (request) => {
  await requireRole(request, ["admin"]);
  const { at, reports } = await examineAgain();
  // Where the database can't be asked, its own check says so.
  const turnedRed = await listTurnedRed().catch(() => []);
  const response: z.output<typeof setUpResponse> = {
    checked_at: toTimestamp(at),
    checks: reports.map(({ canRepair, ...report }) => ({ ...report, can_repair: canRepair })),
    turned_red: turnedRed.map(({ since, ...check }) => ({ ...check, since: toTimestamp(since) })),
  };
  return Response.json(response);
});
