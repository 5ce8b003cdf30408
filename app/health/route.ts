import { SIGNS_OF_LIFE } from "#lib/health/signs-of-life";
import { route } from "#lib/requests/route";

/** Says that this process is up, how it runs, and under which address people reach it. */
export const GET = route(async () => {
  const { status, body } = await SIGNS_OF_LIFE["/health"]();
  return Response.json(body, { status });
});
