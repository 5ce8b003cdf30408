import { toTemplatesResponse } from "#lib/api/templates";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { route } from "#lib/requests/route";
import { listKeptTemplates } from "#lib/templates/templates";

/** Lists the message templates as Meta last gave them. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  return Response.json(toTemplatesResponse(await listKeptTemplates()));
});
