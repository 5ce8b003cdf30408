import { currentMode, publicOrigin } from "../env.ts";
import { checkReadiness } from "./readiness.ts";

/** What a process says of itself, and with which HTTP status. */
type SignOfLife = { status: number; body: object };

/**
 * What anybody may ask of a web server, by its address: that it is up, how it runs and where people reach it; and whether it takes
 * requests now, 503 while it's stopping, or the database is down or lacks migrations. Neither throws.
 */
export const SIGNS_OF_LIFE = {
  "/health": async (): Promise<SignOfLife> => ({
    status: 200,
    body: {
      status: "ok",
      mode: currentMode(),
      origin: publicOrigin(),
      uptime_seconds: Math.round(process.uptime()),
    },
  }),
  "/health/ready": async (): Promise<SignOfLife> => {
    const readiness = await checkReadiness();
    return { status: readiness === "ready" ? 200 : 503, body: { status: readiness } };
  },
};
