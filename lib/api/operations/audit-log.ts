import type { ZodOpenApiPathsObject } from "zod-openapi";
import { auditLogQuery, auditLogResponse, funnelQuery, funnelResponse } from "../audit-log.ts";
import { QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** Who linked, unlinked or was refused, and how many got how far. */
export const auditLogPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/audit": {
    get: {
      operationId: "listAuditEvents",
      tags: ["Linking"],
      summary: "Read the audit log",
      description:
        "Who did what and when, newest first. Everybody can read their own entries. With `scope=all`, instructors and admins can read all of them; only admins see IP addresses.",
      security: SIGNED_IN,
      requestParams: { query: auditLogQuery },
      responses: responses({ 200: json("A page of the audit log.", auditLogResponse) }, [
        USER,
        STAFF_ONLY,
        QUERY,
      ]),
    },
  },
  "/api/whatsapp/funnel": {
    get: {
      operationId: "countLinks",
      tags: ["Linking"],
      summary: "Count linking progress",
      description:
        "Counts by day (UTC), oldest first, by when each link was started. For instructors and admins.",
      security: SIGNED_IN,
      requestParams: { query: funnelQuery },
      responses: responses({ 200: json("Counts by day, and their totals.", funnelResponse) }, [
        USER,
        STAFF_ONLY,
        QUERY,
      ]),
    },
  },
};
