import type { ZodOpenApiPathsObject } from "zod-openapi";
import { QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { messagesQuery, messagesResponse, peopleQuery, peopleResponse } from "../messages.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** What was written, and to whom one may write. */
export const messagePaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/messages": {
    get: {
      operationId: "listMessages",
      tags: ["Messages"],
      summary: "List the newest messages with their delivery states",
      description: "For instructors and admins. Newest first.",
      security: SIGNED_IN,
      requestParams: { query: messagesQuery },
      responses: responses({ 200: json("The messages.", messagesResponse) }, [USER, STAFF_ONLY, QUERY]),
    },
  },
  "/api/whatsapp/people": {
    get: {
      operationId: "findPeople",
      tags: ["Messages"],
      summary: "Find people to write to",
      description:
        "For instructors and admins. By WhatsApp name, username, BSUID, number in any spelling or part of it, name and e-mail of the account; words in any order, without regard to accents and case.",
      security: SIGNED_IN,
      requestParams: { query: peopleQuery },
      responses: responses({ 200: json("The people.", peopleResponse) }, [USER, STAFF_ONLY, QUERY]),
    },
  },
};
