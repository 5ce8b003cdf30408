import { z } from "zod";

const phone = z.string().nullable().meta({
  description: "E.164 with +; null for a person whose number WhatsApp does not tell us.",
  example: "+15551234567",
});
const name = z.string().nullable().meta({ description: "The WhatsApp profile name.", example: "John Doe" });

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
