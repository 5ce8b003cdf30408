import type { ZodOpenApiPathsObject } from "zod-openapi";
import { ANY, USER } from "../failures.ts";
import { aliveResponse, healthResponse, readyResponse } from "../health.ts";
import { json, responses } from "../responses.ts";
import { PUBLIC, SIGNED_IN } from "../security.ts";

const down = {
  status: "down",
  checks: {
    database: { status: "down" },
    queue: { status: "unknown", depth: null, oldest_age_seconds: null },
    worker: { status: "unknown", age_seconds: null },
    graph: { status: "ok" },
    sending: { status: "unknown", since: null },
    dead_letters: { status: "unknown", unreadable: null, failed: null },
    clock: { status: "unknown", ahead_seconds: null },
  },
};

const { 503: _, ...CALLER } = USER;

/** Whether the system is well. */
export const healthPaths: ZodOpenApiPathsObject = {
  "/health": {
    get: {
      operationId: "readHealth",
      tags: ["Health"],
      summary: "Check that the web server is up",
      description: "Also says in which mode it runs and at which address people reach it.",
      security: PUBLIC,
      responses: responses({ 200: json("It's up.", aliveResponse) }, [ANY]),
    },
  },
  "/health/ready": {
    get: {
      operationId: "readReadiness",
      tags: ["Health"],
      summary: "Check that the web server is ready for requests",
      description:
        "For a load balancer or an orchestrator, which should send requests elsewhere while this isn't 200.",
      security: PUBLIC,
      responses: responses(
        {
          200: json("It's ready for requests.", readyResponse, { status: "ready" }),
          503: json("It isn't ready for requests.", readyResponse, { status: "stopping" }),
        },
        [ANY],
      ),
    },
  },
  "/health/detailed": {
    get: {
      operationId: "readDetailedHealth",
      tags: ["Health"],
      summary: "Check the database, queue, worker and Meta",
      description: "For admins. Callers on the same machine don't need to sign in.",
      security: [...SIGNED_IN, {}],
      responses: responses(
        {
          200: json("Everything that's required is up.", healthResponse),
          503: json("The database or the worker is down.", healthResponse, down),
        },
        [CALLER, { 403: { insufficient_role: "This is for admins only." } }],
      ),
    },
  },
};
