import { route } from "#lib/http";

/** Says that this process is up. */
export const GET = route(async () =>
  Response.json({ status: "ok", uptime_seconds: Math.round(process.uptime()) }),
);
