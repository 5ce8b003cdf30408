import { z } from "zod";
import type { ZodOpenApiPathsObject } from "zod-openapi";
import { envelope } from "../../whatsapp/webhook/delivery.ts";
import { ANY, DATABASE, TOO_MANY } from "../failures.ts";
import { json, responses } from "../responses.ts";
import { PUBLIC } from "../security.ts";

const handshakeQuery = z.object({
  "hub.mode": z.literal("subscribe").meta({ description: "Always `subscribe`.", example: "subscribe" }),
  "hub.challenge": z.string().meta({ description: "What the response must be.", example: "test123" }),
  "hub.verify_token": z
    .string()
    .meta({ description: "The value of `WHATSAPP_VERIFY_TOKEN`.", example: "whatsapp-verify-token-2024" }),
});

const signatureHeader = z.object({
  "X-Hub-Signature-256": z
    .string()
    .regex(/^sha256=[0-9a-f]{64}$/)
    .optional()
    .meta({
      description:
        "`sha256=` followed by the hex HMAC-SHA256 of the raw body, keyed with the app secret. A delivery without it is refused, except in the demo.",
    }),
});

const deliveryExample = {
  object: "whatsapp_business_account",
  entry: [
    {
      id: "business_account_id",
      changes: [
        {
          field: "messages",
          value: {
            messaging_product: "whatsapp",
            metadata: { phone_number_id: "123" },
            messages: [
              {
                from: "+1234567890",
                id: "msg_123",
                timestamp: "1699564800",
                text: { body: "start" },
                type: "text",
              },
            ],
          },
        },
      ],
    },
  ],
};

/** What Meta calls. */
export const webhookPaths: ZodOpenApiPathsObject = {
  "/api/whatsapp/webhook": {
    get: {
      operationId: "verifyWebhook",
      tags: ["Webhook"],
      summary: "Verify the webhook's address",
      description: "Meta calls this when you register the webhook, and expects its challenge back.",
      security: PUBLIC,
      requestParams: { query: handshakeQuery },
      responses: responses(
        {
          200: {
            description: "The challenge, and nothing else.",
            content: { "text/plain": { schema: z.string(), example: "test123" } },
          },
        },
        [
          ANY,
          TOO_MANY,
          {
            400: {
              incomplete_handshake: "hub.mode, hub.challenge and hub.verify_token are needed.",
              bad_challenge: "This isn't a challenge from Meta.",
            },
            403: { handshake_refused: "The mode or the verify token is wrong." },
          },
        ],
      ),
    },
    post: {
      operationId: "receiveDelivery",
      tags: ["Webhook"],
      summary: "Deliver messages and statuses",
      description:
        "Returns 200 once everything in the delivery is stored. Events that were delivered before have no effect. In the demo, you can also call this yourself, without a signature.",
      security: PUBLIC,
      requestParams: { header: signatureHeader },
      requestBody: {
        required: true,
        content: { "application/json": { schema: envelope, example: deliveryExample } },
      },
      responses: responses({ 200: json("Everything is stored.", z.object({ status: z.literal("ok") })) }, [
        DATABASE,
        {
          400: { invalid_webhook: "This is not a WhatsApp webhook." },
          403: { bad_signature: "The signature isn't Meta's." },
          413: { too_large: "The body is larger than 3211264 bytes." },
          503: { overloaded: "Too much is coming in at once. Please try again in a moment." },
          415: { encoded_body: "Webhook bodies must not be compressed." },
        },
      ]),
    },
  },
};
