import { SIGNS_OF_LIFE } from "#lib/health/signs-of-life";
import { route } from "#lib/requests/route";

/** Says whether this process takes requests now: 503 while it's stopping, or the database is down or lacks migrations. */
export const GET = route(async () => {
  const { status, body } = await SIGNS_OF_LIFE["/health/ready"]();
  return Response.json(body, { status });
});
