import type { z } from "zod";
import type { repairResponse } from "#lib/api/set-up";
import { audit } from "#lib/audit";
import { requireRole } from "#lib/auth/sessions/session";
import { AppError } from "#lib/errors";
import { repairOne } from "#lib/health/doctor/doctor";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Mends what a check found. */
export const POST = route<{ params: Promise<{ id: string }> }>(async (request, { params }) => {
  const account = await requireRole(request, ["admin"]);
  const { id } = await params;
  const repaired = await repairOne(id);
  if (!repaired) throw new AppError("no_repair", "There is no repair for this.", 404);
  const { name, done, says } = repaired;
  if (done)
    await audit("set_up_repaired", {
      actorId: account.id,
      address: callerAddress(request.headers),
      details: { check: id, name },
    });
  const response: z.output<typeof repairResponse> = { done, says };
  return Response.json(response);
});
