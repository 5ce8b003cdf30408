import { z } from "zod";
import { FRESH_SIGN_IN_MINUTES, OUTCOME_KNOWN_MINUTES } from "../lifetimes.ts";
import { durationInWords } from "../time.ts";

const phone = z.string().nullable().meta({
  description: "E.164 with +; null for a person whose number WhatsApp does not tell us.",
  example: "+15551234567",
});
const name = z.string().nullable().meta({
  description:
    "What the WhatsApp calls itself, which proves nothing: one line without marks and signs; null for what could be taken for a number.",
  example: "John Doe",
});

/** Body of `POST /api/whatsapp/link`. */
export const linkBody = z
  .strictObject({
    token: z
      .string("The token is missing.")
      .trim()
      .min(1, "The token is missing.")
      .max(2000, "This is too long to be a token.")
      .meta({
        description: "The token, or the whole address that holds it.",
        example: "7k2m9q4x8v1c6b3n5z0w7r2t4y8p1d6f",
      }),
    move: z
      .boolean()
      .optional()
      .meta({
        description: `Whether the account leaves the WhatsApp that it is linked to now, which is told so. Needs a sign-in within the last ${durationInWords(FRESH_SIGN_IN_MINUTES)}.`,
      }),
  })
  .meta({ id: "LinkRequest" });

/** Query of `GET /api/whatsapp/link`. */
export const linkQuery = z.object({
  token: z.string("The token is missing.").min(1, "The token is missing.").max(2000),
});

/** Answer of `GET /api/whatsapp/link`. */
export const linkOfferAnswer = z
  .object({ whatsapp_phone: phone, whatsapp_name: name, is_linked: z.boolean(), token: z.string() })
  .meta({ id: "LinkOffer" });

/** Answer of `POST /api/whatsapp/link`. */
export const linkedAnswer = z
  .object({
    success: z.literal(true),
    message: z.string().meta({ example: "Successfully linked your accounts!" }),
    whatsapp_phone: phone,
    whatsapp_name: name,
    user_name: z.string().meta({ example: "John Smith" }),
  })
  .meta({ id: "Linked" });

/** Answer of `DELETE /api/whatsapp/unlink`. */
export const unlinkedAnswer = z
  .object({
    success: z.literal(true),
    message: z.string().meta({ example: "Successfully unlinked WhatsApp account" }),
  })
  .meta({ id: "Unlinked" });

/** Answer of `GET /api/whatsapp/status`. */
export const linkStatusAnswer = z
  .object({
    is_linked: z.boolean(),
    whatsapp_phone: phone,
    whatsapp_name: name,
    linked_at: z
      .string()
      .nullable()
      .meta({ description: "UTC, to the second.", example: "2024-01-01T12:00:00Z" }),
  })
  .meta({ id: "LinkStatus" });

const expiresAt = z.string().meta({ description: "UTC, to the second.", example: "2024-01-01T12:05:00Z" });
const code = z.string().meta({ description: "Six digits, to be sent in the chat.", example: "123456" });

/** Answer of `POST /api/whatsapp/link` where the link waits for a code from the chat. */
export const pendingAnswer = z
  .object({
    success: z.literal(true),
    status: z.literal("pending"),
    message: z.string().meta({ example: "Send this code in the chat to finish." }),
    code,
    expires_at: expiresAt,
    tries_left: z.int().meta({ example: 3 }),
    whatsapp_phone: phone,
    whatsapp_name: name,
    user_name: z.string().meta({ example: "John Smith" }),
  })
  .meta({ id: "PendingLink" });

/** Answer of `GET /api/whatsapp/link/pending`. */
export const pendingStatusAnswer = z
  .object({
    status: z.enum(["pending", "linked", "expired", "refused", "none"]).meta({
      description: `\`refused\` after too many wrong codes; \`none\` where nothing was confirmed in the last ${durationInWords(OUTCOME_KNOWN_MINUTES)}.`,
    }),
    code: code.nullable(),
    expires_at: expiresAt.nullable(),
    tries_left: z.int().nullable().meta({ example: 3 }),
    whatsapp_name: name,
    whatsapp_phone: phone,
  })
  .meta({ id: "PendingLinkStatus" });

/** Answer of `DELETE /api/whatsapp/link/pending`. */
export const cancelledAnswer = z
  .object({ success: z.literal(true), message: z.string().meta({ example: "Nothing waits any more." }) })
  .meta({ id: "Cancelled" });

/** Answer of `POST /api/whatsapp/link/invitation`. */
export const invitationAnswer = z
  .object({
    text: z.string().meta({ description: "What to send in the chat.", example: "link AB2D-EFGH" }),
    expires_at: expiresAt,
    chat_url: z.string().nullable().meta({
      description: "Opens the chat with the text written; null while our number is not known.",
      example: "https://wa.me/15550100001?text=link%20AB2D-EFGH",
    }),
  })
  .meta({ id: "Invitation" });
