import { checkReadiness } from "#lib/health/readiness";
import { route } from "#lib/requests/route";

/** Says whether this process takes requests now: 503 while it's stopping, or the database is down or lacks migrations. */
export const GET = route(async () => {
  const status = await checkReadiness();
  return Response.json({ status }, { status: status === "ready" ? 200 : 503 });
});
