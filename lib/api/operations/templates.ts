import type { ZodOpenApiPathsObject } from "zod-openapi";
import { answers, json } from "../answers.ts";
import { FOREIGN_ORIGIN, STAFF_ONLY, TOO_MANY, USER } from "../failures.ts";
import { templatesAnswer } from "../messages.ts";
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
      responses: answers({ 200: json("The templates.", templatesAnswer) }, [USER, STAFF_ONLY]),
    },
  },
  "/api/whatsapp/templates/refresh": {
    post: {
      operationId: "refreshTemplates",
      tags: ["Templates"],
      summary: "Ask Meta for the templates now",
      description: "For instructors and admins.",
      security: SIGNED_IN,
      responses: answers({ 200: json("The templates as they are now.", templatesAnswer) }, [
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
