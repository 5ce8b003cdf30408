import { requireRole } from "#lib/auth/sessions/session";
import { checkHealth } from "#lib/health/health";
import { isLocalCaller } from "#lib/requests/address";
import { route } from "#lib/requests/route";

/** Tells admins, and callers on this machine, how the database, the queue, the worker and Meta are; 503 when one that is required is down. */
export const GET = route(async (request) => {
  if (!isLocalCaller(request)) await requireRole(request, ["admin"]);
  const health = await checkHealth();
  return Response.json(health, { status: health.status === "down" ? 503 : 200 });
});
