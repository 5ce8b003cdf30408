import type { ZodOpenApiPathsObject } from "zod-openapi";
import {
  deadLetterPath,
  deadLettersQuery,
  deadLettersResponse,
  dismissResponse,
  replayResponse,
} from "../dead-letters.ts";
import { ADMINS_ONLY, FOREIGN_ORIGIN, QUERY, STAFF_ONLY, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";

const NOT_A_DEAD_LETTER = { 404: { not_a_dead_letter: "No dead letter has this ID." } };

/** The events that couldn't be processed. */
export const deadLetterPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/dead-letters": {
    get: {
      operationId: "listDeadLetters",
      tags: ["Webhook"],
      summary: "List dead letters",
      description:
        "Events that couldn't be processed, newest first: unreadable events, second versions of a message, and events that failed after all retries. For instructors and admins; only admins get `raw`.",
      security: SIGNED_IN,
      requestParams: { query: deadLettersQuery },
      responses: responses({ 200: json("The dead letters.", deadLettersResponse) }, [
        USER,
        STAFF_ONLY,
        QUERY,
      ]),
    },
  },
  "/api/whatsapp/dead-letters/{id}/replay": {
    post: {
      operationId: "replayDeadLetter",
      tags: ["Webhook"],
      summary: "Replay a dead letter",
      description:
        "Tries it once more: an unreadable event is read by the current rules, and one that failed gets all its retries again. For admins.",
      security: SIGNED_IN,
      requestParams: { path: deadLetterPath },
      responses: responses({ 200: json("What happened.", replayResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        ADMINS_ONLY,
        NOT_A_DEAD_LETTER,
      ]),
    },
  },
  "/api/whatsapp/dead-letters/{id}/dismiss": {
    post: {
      operationId: "dismissDeadLetter",
      tags: ["Webhook"],
      summary: "Dismiss a dead letter",
      description:
        "Takes it off the list. It stays stored, and the audit log shows who dismissed it and when. For admins.",
      security: SIGNED_IN,
      requestParams: { path: deadLetterPath },
      responses: responses({ 200: json("Dismissed.", dismissResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        ADMINS_ONLY,
        NOT_A_DEAD_LETTER,
      ]),
    },
  },
};
