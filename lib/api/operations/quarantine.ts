import type { ZodOpenApiPathsObject } from "zod-openapi";
import { answers, json } from "../answers.ts";
import { FOREIGN_ORIGIN, QUERY, STAFF_ONLY, USER } from "../failures.ts";
import {
  dismissAnswer,
  quarantineAnswer,
  quarantineQuery,
  replayAnswer,
  setAsidePath,
} from "../quarantine.ts";
import { SIGNED_IN } from "../security.ts";

const ADMINS_ONLY = { 403: { insufficient_role: "This is for admins only." } };
const NOT_SET_ASIDE = { 404: { not_set_aside: "Nothing is set aside under this id (any more)." } };

/** What came in and could not be worked on. */
export const quarantinePaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/quarantine": {
    get: {
      operationId: "listSetAside",
      tags: ["Webhook"],
      summary: "List what came in and was set aside",
      description:
        "For instructors and admins; only admins get `raw`. Newest first: events that could not be read, second versions of a message, and events that failed each time.",
      security: SIGNED_IN,
      requestParams: { query: quarantineQuery },
      responses: answers({ 200: json("What was set aside.", quarantineAnswer) }, [USER, STAFF_ONLY, QUERY]),
    },
  },
  "/api/whatsapp/quarantine/{id}/replay": {
    post: {
      operationId: "replaySetAside",
      tags: ["Webhook"],
      summary: "Try an event that was set aside once more",
      description: "For admins. Its bytes are read by today's rules; what failed gets all its tries anew.",
      security: SIGNED_IN,
      requestParams: { path: setAsidePath },
      responses: answers({ 200: json("What became of it.", replayAnswer) }, [
        USER,
        FOREIGN_ORIGIN,
        ADMINS_ONLY,
        NOT_SET_ASIDE,
      ]),
    },
  },
  "/api/whatsapp/quarantine/{id}/dismiss": {
    post: {
      operationId: "dismissSetAside",
      tags: ["Webhook"],
      summary: "Take an event off the list of what was set aside",
      description: "For admins. It stays stored; who dismissed it and when is in the audit trail.",
      security: SIGNED_IN,
      requestParams: { path: setAsidePath },
      responses: answers({ 200: json("It is off the list.", dismissAnswer) }, [
        USER,
        FOREIGN_ORIGIN,
        ADMINS_ONLY,
        NOT_SET_ASIDE,
      ]),
    },
  },
};
