import { z } from "zod";

/** Response of `GET /health`. */
export const aliveResponse = z
  .object({
    status: z.literal("ok"),
    mode: z.enum(["demo", "development", "production"]).meta({
      description:
        "`demo`: a simulator stands in for WhatsApp. `development`: a developer is trying it. `production`: it's live.",
      example: "production",
    }),
    origin: z.string().meta({
      description: "Its public address, as set.",
      example: "https://connect.example.edu",
    }),
    uptime_seconds: z.int().meta({ example: 3600 }),
  })
  .meta({ id: "Alive" });

/** Response of `GET /health/ready`. */
export const readyResponse = z
  .object({
    status: z.enum(["ready", "stopping", "database_down", "migrations_missing"]).meta({
      description: "`migrations_missing` if the database hasn't been updated for this version.",
    }),
  })
  .meta({ id: "Ready" });

/** Response of `GET /health/detailed`. */
export const healthResponse = z
  .object({
    status: z.enum(["ok", "degraded", "down"]).meta({
      description:
        "`down` if the database or the worker is down. `degraded` if Meta can't be used, the list of templates is old, the clocks differ, the settings don't mention a proxy, or a check of the set-up is red.",
    }),
    checks: z.object({
      database: z.object({ status: z.enum(["ok", "down"]) }),
      queue: z.object({
        status: z.enum(["ok", "unknown"]),
        depth: z.number().nullable().meta({ description: "How many jobs are waiting.", example: 0 }),
        oldest_age_seconds: z.number().nullable().meta({ example: null }),
      }),
      worker: z.object({
        status: z.enum(["ok", "down", "unknown"]),
        age_seconds: z.number().nullable().meta({ description: "Since its last heartbeat.", example: 2.4 }),
      }),
      graph: z.object({
        status: z.enum(["ok", "unreachable", "token_refused"]).meta({ description: "Meta's Graph API." }),
      }),
      sending: z.object({
        status: z.enum(["ok", "outage", "token_refused", "account_locked", "setup_fault", "unknown"]).meta({
          description:
            "Not `ok` while messages wait because Meta is down, has refused our access token, has locked our account or has found another problem in our set-up.",
        }),
        reason: z.string().nullable().meta({ description: "Why, in plain words.", example: null }),
        since: z.string().nullable().meta({ example: null }),
        double_send_total: z.int().nullable().meta({
          description: "How many messages were sent twice, according to Meta's statuses.",
          example: 0,
        }),
      }),
      templates: z.object({
        status: z.enum(["ok", "old", "never", "unknown"]).meta({
          description: "`old` if Meta hasn't listed our templates for an hour.",
        }),
        age_seconds: z
          .number()
          .nullable()
          .meta({ description: "Since Meta last listed them.", example: 312 }),
        unread: z.int().nullable().meta({ description: "How many couldn't be read.", example: 0 }),
      }),
      dead_letters: z.object({
        status: z.enum(["ok", "waiting", "unknown"]).meta({
          description: "`waiting` while there are dead letters: events that couldn't be processed.",
        }),
        unreadable: z.int().nullable().meta({ description: "How many couldn't be read.", example: 0 }),
        failed: z.int().nullable().meta({ description: "How many failed after all retries.", example: 0 }),
      }),
      clock: z.object({
        status: z.enum(["ok", "apart", "unknown"]).meta({
          description: "`apart` if the clocks of this server and the database differ by more than 2 seconds.",
        }),
        ahead_seconds: z
          .number()
          .nullable()
          .meta({ description: "How far this server's clock is ahead.", example: 0 }),
      }),
      proxy: z.object({
        status: z.enum(["ok", "forwarding_ignored"]).meta({
          description:
            "`forwarding_ignored` if requests came through a proxy in the last ten minutes but `TRUSTED_PROXIES` is 0.",
        }),
      }),
      set_up: z.object({
        status: z.enum(["ok", "look", "broken", "unknown"]).meta({
          description:
            "What the checks of the set-up last found; the worker runs them every hour. `broken` if one is red, `look` if one is yellow, `unknown` if they last ran more than two hours ago.",
        }),
        red: z.array(z.string()).meta({ description: "The checks that are red.", example: [] }),
        yellow: z.array(z.string()).meta({ description: "The checks that are yellow.", example: ["proof"] }),
        age_seconds: z.number().nullable().meta({ description: "Since they last ran.", example: 1250 }),
      }),
    }),
  })
  .meta({ id: "Health" });
