import type { z } from "zod";
import type { repairResponse } from "#lib/api/set-up";
import { audit } from "#lib/audit";
import { requireRole } from "#lib/auth/sessions/session";
import { repairOne } from "#lib/health/doctor/doctor";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Mends what a check finds now, if it says that it can be mended. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  const { id } = await params;
  const { name, done, says, removed } = await repairOne(id);
  // A callback that was taken away is kept, so that it can be set again by hand.
  const former = Object.fromEntries(
    Object.entries(removed).map(([level, address]) => [`former_${level}_callback`, address]),
  );
  if (done || Object.keys(former).length > 0)
    await audit("set_up_repaired", {
      actorId: account.id,
      address: callerAddress(request.headers),
      details: { check: id, name, ...former, ...(done ? {} : { stopped_by: says }) },
    });
  const response: z.output<typeof repairResponse> = { done, says };
  return Response.json(response);
});
