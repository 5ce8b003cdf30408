import { currentMode, publicOrigin } from "#lib/env";
import { route } from "#lib/requests/route";

/** Says that this process is up, how it runs, and under which address people reach it. */
export const GET = route(async () =>
  Response.json({
    status: "ok",
    mode: currentMode(),
    origin: publicOrigin(),
    uptime_seconds: Math.round(process.uptime()),
  }),
);
