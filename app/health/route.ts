import { route } from "#lib/requests/route";

/** Says that this process is up. */
export const GET = route(async () =>
  Response.json({ status: "ok", uptime_seconds: Math.round(process.uptime()) }),
);
