import { callerAddress } from "#lib/address";
import { toTemplatesAnswer } from "#lib/api/templates";
import { requireRole, STAFF_ROLES } from "#lib/auth/session";
import { AppError } from "#lib/errors";
import { route } from "#lib/http";
import { countTemplateRefresh } from "#lib/messaging/limits";
import { auditRefresh } from "#lib/messaging/template-refreshes";
import { listKeptTemplates, refreshTemplates } from "#lib/messaging/templates";

/** Asks Meta for the templates anew. */
export const POST = route(async (request) => {
  const account = await requireRole(request, STAFF_ROLES);
  await countTemplateRefresh(account.id);
  if (!(await refreshTemplates())) {
    throw new AppError(
      "whatsapp_unreachable",
      "WhatsApp could not be asked for the templates. Please try again.",
      502,
    );
  }
  await auditRefresh(account.id, callerAddress(request.headers));
  return Response.json(toTemplatesAnswer(await listKeptTemplates()));
});
