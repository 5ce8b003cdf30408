import type { ZodOpenApiPathsObject } from "zod-openapi";
import { notCancellable, notTheWriter } from "../../outbox/cancel.ts";
import { channelResponse } from "../channel.ts";
import { ADMINS_ONLY, type Failures, FOREIGN_ORIGIN, STAFF_ONLY, TOO_MANY, USER } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";
import { messagePath } from "../sending.ts";
import { cancelResponse, historyResponse, systemHealthResponse } from "../system-health.ts";

const NO_MESSAGE: Failures = { 404: { message_not_found: "There's no message with this ID." } };

const NOT_CANCELLED: Failures = {
  ...NO_MESSAGE,
  403: { not_the_writer: notTheWriter("").message },
  409: { not_cancellable: notCancellable().message },
};

const NOT_TOLD: Failures = {
  ...NO_MESSAGE,
  409: { not_accepted: "WhatsApp hasn’t accepted this message, so it has no record of it." },
  502: { whatsapp_unreachable: "WhatsApp didn’t tell us: no response (ETIMEDOUT)." },
};

/** Whether messages go out, what waits and why, and what can be done about a single message. */
export const systemHealthPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/channel": {
    get: {
      operationId: "readChannel",
      tags: ["Health"],
      summary: "See whether messages go out",
      description: "What the console shows at the top of each page. For instructors and admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("Whether messages are going out.", channelResponse) }, [
        USER,
        STAFF_ONLY,
      ]),
    },
  },
  "/api/whatsapp/health": {
    get: {
      operationId: "readSystemHealth",
      tags: ["Health"],
      summary: "See what's waiting, what failed and why",
      description: "What the Health page shows. For admins.",
      security: SIGNED_IN,
      responses: responses({ 200: json("The state of everything.", systemHealthResponse) }, [
        USER,
        ADMINS_ONLY,
      ]),
    },
  },
  "/api/whatsapp/messages/{id}/cancel": {
    post: {
      operationId: "cancelMessage",
      tags: ["Messages"],
      summary: "Cancel a queued message",
      description:
        "A cancelled message is never sent. A message that is being sent or was sent can't be cancelled. Instructors can cancel their own messages; admins can cancel any.",
      security: SIGNED_IN,
      requestParams: { path: messagePath },
      responses: responses({ 200: json("It's cancelled.", cancelResponse) }, [
        USER,
        FOREIGN_ORIGIN,
        STAFF_ONLY,
        NOT_CANCELLED,
      ]),
    },
  },
  "/api/whatsapp/messages/{id}/history": {
    get: {
      operationId: "readMessageHistory",
      tags: ["Messages"],
      summary: "Ask Meta what became of a message",
      description: "This asks Meta each time, so use it for single messages. For admins.",
      security: SIGNED_IN,
      requestParams: { path: messagePath },
      responses: responses({ 200: json("What Meta has recorded.", historyResponse) }, [
        USER,
        ADMINS_ONLY,
        NOT_TOLD,
        TOO_MANY,
      ]),
    },
  },
};
