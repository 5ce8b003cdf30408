import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { readChannel } from "#lib/health/channel";
import { route } from "#lib/requests/route";
import { toChannelResponse } from "../../../channel-response.ts";

/** Tells staff whether messages go out. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  return Response.json(toChannelResponse(await readChannel()));
});
