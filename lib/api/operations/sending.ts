import type { ZodOpenApiPathsObject } from "zod-openapi";
import { RESEND_AFTER_MINUTES } from "../../lifetimes.ts";
import { NO_CONSENT, OPTED_OUT } from "../../outbox/marketing.ts";
import { notResendable } from "../../outbox/resend.ts";
import { durationInWords } from "../../time.ts";
import {
  BODY,
  type Failures,
  FOREIGN_ORIGIN,
  NOT_ON_STAFF,
  STAFF_ONLY,
  TOO_MANY,
  USER,
} from "../failures.ts";
import { sendProblem } from "../problem.ts";
import { type FailureShape, json, responses } from "../responses.ts";
import { SIGNED_IN } from "../security.ts";
import { messagePath, queuedResponse, sendBody, sendHeaders, sentResponse } from "../sending.ts";

const NOT_SENT: FailureShape = {
  schema: sendProblem,
  members: (error) => ({ success: false, message_id: null, error }),
};

const REFUSED_BY_META = {
  refused_by_whatsapp:
    "This number cannot get the message: it may not be on WhatsApp, or its app is too old.",
};

const REFUSED: Failures = {
  400: {
    invalid_idempotency_key:
      "An Idempotency-Key has 1 to 255 characters: letters, digits and signs, no spaces.",
  },
  409: {
    idempotency_conflict:
      "This Idempotency-Key was used for another message. Use a new one for each message.",
    window_closed:
      "More than 24 hours have passed since this person last wrote to us, so WhatsApp only takes a template.",
    opted_out: OPTED_OUT,
    no_consent: NO_CONSENT,
  },
  422: {
    ...REFUSED_BY_META,
    template_unfit: "The text of this template has 3 blanks, and 1 value is given.",
  },
};

const NOT_RESENT: Failures = {
  404: { message_not_found: "There's no message with this ID." },
  409: {
    not_resendable: notResendable().message,
  },
  422: REFUSED_BY_META,
};

/** Bodies of `POST /api/whatsapp/send`. */
export const sendExamples = {
  text: {
    summary: "A text",
    value: { to: "+15551234567", message_type: "text", text: "Your test starts at 10:00." },
  },
  template: {
    summary: "A template with values",
    value: {
      to: "+15551234567",
      message_type: "template",
      template_name: "class_reminder",
      template_language: "en",
      template_components: [
        {
          type: "body",
          parameters: [
            { type: "text", parameter_name: "first_name", text: "John" },
            { type: "text", parameter_name: "course", text: "Biology" },
            { type: "text", parameter_name: "start_time", text: "10:00" },
          ],
        },
      ],
    },
  },
  announcement: {
    summary: "An announcement, with how the person agreed",
    value: {
      to: "+15551234567",
      message_type: "template",
      template_name: "open_day",
      template_language: "en",
      consent: { how: "signed form, 12 Nov", at: "2025-11-12" },
    },
  },
};

const MESSAGE_ID = "0b6f5a1e-52d3-4c9a-9f53-9d6f2f1f6c11";
const sentExample = {
  success: true,
  message_id: "wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI",
  error: null,
};
const queuedExample = {
  success: true,
  message_id: null,
  error: null,
  id: MESSAGE_ID,
  status: "queued",
  reason: "WhatsApp can’t be reached right now. We’ll keep trying.",
};

const QUEUED =
  "Meta couldn't be reached, or hasn't confirmed it yet. We keep working on it in the background.";

/** How staff write to one person. */
export const sendingPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/send": {
    post: {
      operationId: "sendMessage",
      tags: ["Messages"],
      summary: "Send a text or a template to one person",
      description:
        "You can send free text to people who wrote to us within the last 24 hours, and templates at any time. Announcements (templates that WhatsApp lists as marketing) only go to people who agreed to get them. For instructors and admins.",
      security: SIGNED_IN,
      requestParams: { header: sendHeaders },
      requestBody: {
        required: true,
        content: { "application/json": { schema: sendBody, examples: sendExamples } },
      },
      responses: responses(
        {
          200: json("Meta accepted it.", sentResponse, sentExample),
          202: json(QUEUED, queuedResponse, queuedExample),
        },
        [USER, FOREIGN_ORIGIN, STAFF_ONLY, NOT_ON_STAFF, BODY, REFUSED, TOO_MANY],
        NOT_SENT,
      ),
    },
  },
  "/api/whatsapp/messages/{id}/resend": {
    post: {
      operationId: "resendMessage",
      tags: ["Messages"],
      summary: "Resend a message that WhatsApp hasn't confirmed",
      description: `Possible from ${durationInWords(RESEND_AFTER_MINUTES)} after the last try. The message may arrive twice. Of several simultaneous calls, one sends it. For instructors and admins.`,
      security: SIGNED_IN,
      requestParams: { path: messagePath },
      responses: responses(
        {
          200: json("Meta accepted it.", sentResponse, sentExample),
          202: json(QUEUED, queuedResponse, queuedExample),
        },
        [USER, FOREIGN_ORIGIN, STAFF_ONLY, NOT_ON_STAFF, NOT_RESENT, TOO_MANY],
        NOT_SENT,
      ),
    },
  },
};
