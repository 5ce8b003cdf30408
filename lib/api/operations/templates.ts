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
      description: "For instructors and admins. As Meta last gave them; asked anew every 15 minutes.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The templates.", templatesResponse) }, [USER, STAFF_ONLY]),
    },
  },
  "/api/whatsapp/templates/refresh": {
    post: {
      operationId: "refreshTemplates",
      tags: ["Templates"],
      summary: "Ask Meta for the templates now",
      description: "For instructors and admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The templates as they are now.", templatesResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        STAFF_ONLY,
        TOO_MANY,
        {
          502: {
            whatsapp_unreachable: "WhatsApp could not be asked for the templates. Please try again.",
          },
        },
      ]),
    },
  },
};
