import { toTemplatesResponse } from "#lib/api/templates";
import { STAFF_ROLES } from "#lib/auth/roles";
import { requireRole } from "#lib/auth/sessions/session";
import { AppError } from "#lib/errors";
import { countTemplateRefresh } from "#lib/outbox/send-limits";
import { callerAddress } from "#lib/requests/address";
import { route } from "#lib/requests/route";
import { auditRefresh } from "#lib/templates/template-refreshes";
import { listKeptTemplates, refreshTemplates } from "#lib/templates/templates";

/** Asks Meta for the templates anew. */
export const POST = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  await countTemplateRefresh(account.id);
  if (!(await refreshTemplates())) {
    throw new AppError(
      "whatsapp_unreachable",
      "We couldn't get the templates from WhatsApp. Please try again.",
      502,
    );
  }
  await auditRefresh(account.id, callerAddress(request.headers));
  return Response.json(toTemplatesResponse(await listKeptTemplates()));
});
