import type { ZodOpenApiPathsObject } from "zod-openapi";
import { answers, json } from "../answers.ts";
import { QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { SIGNED_IN } from "../security.ts";
import { funnelAnswer, funnelQuery, trailAnswer, trailQuery } from "../trail.ts";

/** Who linked, unlinked or was refused, and how far links come. */
export const trailPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/audit": {
    get: {
      operationId: "listAuditEvents",
      tags: ["Linking"],
      summary: "List who did what, when and from where",
      description:
        "One's own events for everybody; `scope=all` for instructors and, with network addresses, for admins. Newest first.",
      security: SIGNED_IN,
      requestParams: { query: trailQuery },
      responses: answers({ 200: json("A page of the audit trail.", trailAnswer) }, [USER, STAFF_ONLY, QUERY]),
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
      responses: answers({ 200: json("Figures by day, and their sums.", funnelAnswer) }, [
        USER,
        STAFF_ONLY,
        QUERY,
      ]),
    },
  },
};
