import type { ZodOpenApiPathsObject } from "zod-openapi";
import { QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { messagesQuery, messagesResponse, peopleQuery, peopleResponse } from "../messages.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

/** What was sent, and to whom one can write. */
export const messagePaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/messages": {
    get: {
      operationId: "listMessages",
      tags: ["Messages"],
      summary: "List recent messages with their status",
      description: "Newest first. For instructors and admins.",
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
        "Searches WhatsApp names, usernames, BSUIDs, numbers in any format or part of one, and account names and emails. Words can be in any order; accents and case don't matter. For instructors and admins.",
      security: SIGNED_IN,
      requestParams: { query: peopleQuery },
      responses: responses({ 200: json("The people.", peopleResponse) }, [USER, STAFF_ONLY, QUERY]),
    },
  },
};
