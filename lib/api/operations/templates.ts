import type { ZodOpenApiPathsObject } from "zod-openapi";
import { FOREIGN_ORIGIN, STAFF_ONLY, TOO_MANY, USER } from "../failures.ts";
import { templatesResponse } from "../messages.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** Message templates, which Meta approves. */
export const templatePaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/templates": {
    get: {
      operationId: "listTemplates",
      tags: ["Templates"],
      summary: "List the message templates",
      description:
        "The templates in Meta's latest list, which we refresh every 15 minutes. For instructors and admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The templates.", templatesResponse) }, [USER, STAFF_ONLY]),
    },
  },
  "/api/whatsapp/templates/refresh": {
    post: {
      operationId: "refreshTemplates",
      tags: ["Templates"],
      summary: "Refresh the templates from Meta",
      description: "Use it after changing a template at Meta. For instructors and admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The refreshed templates.", templatesResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        STAFF_ONLY,
        TOO_MANY,
        {
          502: {
            whatsapp_unreachable: "We couldn't get the templates from WhatsApp. Please try again.",
          },
        },
      ]),
    },
  },
};
