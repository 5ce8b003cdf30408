import { z } from "zod";

/** Answer of `GET /health`. */
export const aliveAnswer = z
  .object({ status: z.literal("ok"), uptime_seconds: z.int().meta({ example: 3600 }) })
  .meta({ id: "Alive" });

/** Answer of `GET /health/detailed`. */
export const healthAnswer = z
  .object({
    status: z.enum(["ok", "degraded", "down"]).meta({
      description: "`down` when the database or the worker is; `degraded` when Meta cannot be used.",
    }),
    checks: z.object({
      database: z.object({ status: z.enum(["ok", "down"]) }),
      queue: z.object({
        status: z.enum(["ok", "unknown"]),
        depth: z.number().nullable().meta({ description: "Jobs that wait.", example: 0 }),
        oldest_age_seconds: z.number().nullable().meta({ example: null }),
      }),
      worker: z.object({
        status: z.enum(["ok", "down", "unknown"]),
        age_seconds: z
          .number()
          .nullable()
          .meta({ description: "Since its last sign of life.", example: 2.4 }),
      }),
      graph: z.object({
        status: z.enum(["ok", "unreachable", "token_refused"]).meta({ description: "Meta's Graph API." }),
      }),
      sending: z.object({
        status: z.enum(["ok", "outage", "token_refused", "unknown"]).meta({
          description: "Not `ok` while messages wait because Meta is down or refuses our access token.",
        }),
        since: z.string().nullable().meta({ example: null }),
      }),
    }),
  })
  .meta({ id: "Health" });
