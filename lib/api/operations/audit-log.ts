import type { ZodOpenApiPathsObject } from "zod-openapi";
import { auditLogQuery, auditLogResponse, funnelQuery, funnelResponse } from "../audit-log.ts";
import { QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** Who linked, unlinked or was refused, and how far links come. */
export const auditLogPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/audit": {
    get: {
      operationId: "listAuditEvents",
      tags: ["Linking"],
      summary: "List who did what, when and from where",
      description:
        "One's own events for everybody; `scope=all` for instructors and, with network addresses, for admins. Newest first.",
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
      summary: "See how far links come",
      description: "For instructors and admins. Days are UTC and count what was begun on them, oldest first.",
      security: SIGNED_IN,
      requestParams: { query: funnelQuery },
      responses: responses({ 200: json("Figures by day, and their sums.", funnelResponse) }, [
        USER,
        STAFF_ONLY,
        QUERY,
      ]),
    },
  },
};
