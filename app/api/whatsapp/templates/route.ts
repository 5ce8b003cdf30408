import { toTemplatesAnswer } from "#lib/api/templates";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { route } from "#lib/http";
import { listKeptTemplates } from "#lib/messaging/templates";

/** Lists the message templates as Meta last gave them. */
export const GET = route(async (request) => {
  await requireRole(request, STAFF_ROLES);
  return Response.json(toTemplatesAnswer(await listKeptTemplates()));
});
