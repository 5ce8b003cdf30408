import { z } from "zod";
import { FRESH_SIGN_IN_MINUTES, OUTCOME_KNOWN_MINUTES } from "../lifetimes.ts";
import { durationInWords } from "../time.ts";

const phone = z.string().nullable().meta({
  description: "E.164 with +; null if WhatsApp doesn't share the person's number.",
  example: "+15551234567",
});
const name = z.string().nullable().meta({
  description:
    "The name the person chose in WhatsApp, on one line. It proves nothing about who they are. Null if it could be mistaken for a number.",
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
        description: "The token, or the whole link that contains it.",
        example: "7k2m9q4x8v1c6b3n5z0w7r2t4y8p1d6f",
      }),
    move: z
      .boolean()
      .optional()
      .meta({
        description: `Move the account's link from the WhatsApp it has now; we'll tell that chat. Needs a sign-in within the last ${durationInWords(FRESH_SIGN_IN_MINUTES)}.`,
      }),
  })
  .meta({ id: "LinkRequest" });

/** Query of `GET /api/whatsapp/link`. */
export const linkQuery = z.object({
  token: z
    .string("The token is missing.")
    .min(1, "The token is missing.")
    .max(2000)
    .meta({ description: "The token from the bot's reply to `link`." }),
});

/** Response of `GET /api/whatsapp/link`. */
export const linkOfferResponse = z
  .object({ whatsapp_phone: phone, whatsapp_name: name, is_linked: z.boolean(), token: z.string() })
  .meta({ id: "LinkOffer" });

/** Response of `POST /api/whatsapp/link`. */
export const linkedResponse = z
  .object({
    success: z.literal(true),
    message: z.string().meta({ example: "Successfully linked your accounts!" }),
    whatsapp_phone: phone,
    whatsapp_name: name,
    user_name: z.string().meta({ example: "John Smith" }),
  })
  .meta({ id: "Linked" });

/** Response of `DELETE /api/whatsapp/unlink`. */
export const unlinkedResponse = z
  .object({
    success: z.literal(true),
    message: z.string().meta({ example: "Successfully unlinked WhatsApp account" }),
  })
  .meta({ id: "Unlinked" });

/** Response of `GET /api/whatsapp/status`. */
export const linkStatusResponse = z
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
const code = z.string().meta({ description: "Six digits to send in the chat.", example: "123456" });

/** Response of `POST /api/whatsapp/link` where the link waits for a code from the chat. */
export const pendingResponse = z
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

/** Response of `GET /api/whatsapp/link/pending`. */
export const pendingStatusResponse = z
  .object({
    status: z.enum(["pending", "linked", "expired", "refused", "none"]).meta({
      description: `\`refused\` after too many wrong codes; \`none\` if nothing was confirmed in the last ${durationInWords(OUTCOME_KNOWN_MINUTES)}.`,
    }),
    code: code.nullable(),
    expires_at: expiresAt.nullable(),
    tries_left: z.int().nullable().meta({ example: 3 }),
    whatsapp_name: name,
    whatsapp_phone: phone,
  })
  .meta({ id: "PendingLinkStatus" });

/** Response of `DELETE /api/whatsapp/link/pending`. */
export const cancelledResponse = z
  .object({ success: z.literal(true), message: z.string().meta({ example: "The link is cancelled." }) })
  .meta({ id: "Cancelled" });

/** Response of `POST /api/whatsapp/link/invitation`. */
export const invitationResponse = z
  .object({
    text: z.string().meta({ description: "The text to send in the chat.", example: "link AB2D-EFGH" }),
    expires_at: expiresAt,
    chat_url: z.string().nullable().meta({
      description: "Opens the chat with the text filled in; null while we don't know our number.",
      example: "https://wa.me/15550100001?text=link%20AB2D-EFGH",
    }),
  })
  .meta({ id: "Invitation" });
