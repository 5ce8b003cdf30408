import { z } from "zod";
import { MESSAGE_STATUSES } from "../messaging/states.ts";

/** WhatsApp's limit for a text, in characters. */
export const MAX_TEXT_LENGTH = 4096;

const length = (text: string) => [...text].length;

/** Body of `POST /api/whatsapp/send`. */
export const sendBody = z
  .strictObject({
    to: z
      .string("The recipient is missing.")
      .trim()
      .min(1, "The recipient is missing.")
      .max(160, "This is too long to be a number.")
      .meta({ description: "A phone number with country code, or a BSUID.", example: "+15551234567" }),
    message_type: z.enum(["text", "template"], "Must be “text” or “template”.").default("text"),
    text: z
      .string()
      .refine(
        (text) => length(text) <= MAX_TEXT_LENGTH,
        `A text may have at most ${MAX_TEXT_LENGTH} characters.`,
      )
      .nullish()
      .meta({ example: "Your test starts at 10:00." }),
    template_name: z
      .string()
      .regex(/^[a-z0-9_]{1,512}$/, "A template's name has only small letters, digits and _.")
      .nullish()
      .meta({ example: null }),
    template_language: z
      .string()
      .regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/, "This is not a language code such as en or pt_BR.")
      .default("en"),
    template_components: z
      .array(z.looseObject({ type: z.string() }))
      .max(20)
      .nullish()
      .meta({ example: null }),
  })
  .superRefine((body, context) => {
    const require = (path: "text" | "template_name", message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (body.message_type === "text" && !body.text?.trim()) require("text", "The text is missing.");
    if (body.message_type === "template" && !body.template_name)
      require("template_name", "The template's name is missing.");
  })
  .meta({ id: "SendRequest" });

/** Headers of `POST /api/whatsapp/send`. */
export const sendHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({
      description:
        "A name of your own for this message. Within 24 hours the same key and body send nothing more and answer with what came of the message; another body is refused.",
      example: "9f2b7c1e-reminder-42",
    }),
});

/** Answer of `POST /api/whatsapp/send` when Meta took the message. */
export const sentAnswer = z
  .object({
    success: z.literal(true),
    message_id: z
      .string()
      .meta({ description: "WhatsApp's id of the message.", example: "wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI" }),
    error: z.null(),
  })
  .meta({ id: "Sent" });

/** Answer of `POST /api/whatsapp/send` when Meta could not be reached yet, or did not confirm. */
export const queuedAnswer = z
  .object({
    success: z.literal(true),
    message_id: z.null(),
    error: z.null(),
    id: z.uuid().meta({ description: "Our id; find the message by it in /api/whatsapp/messages." }),
    status: z.enum(MESSAGE_STATUSES).meta({ example: "queued" }),
    reason: z.string().nullable().meta({
      description: "Why it waits, in plain words.",
      example: "WhatsApp cannot be reached just now; we keep trying.",
    }),
  })
  .meta({ id: "Queued" });

/** Path of `POST /api/whatsapp/messages/{id}/resend`. */
export const messagePath = z.object({ id: z.uuid() });

/** Query of `GET /api/whatsapp/messages`. */
export const messagesQuery = z.strictObject({
  limit: z.coerce.number("Must be a number.").int().min(1).max(200).default(50),
  direction: z.enum(["inbound", "outbound"]).optional(),
});

const time = z.string().nullable();

/** Answer of `GET /api/whatsapp/messages`. */
export const messagesAnswer = z
  .object({
    messages: z.array(
      z
        .object({
          id: z.string(),
          direction: z.enum(["outbound", "inbound"]),
          to_name: z
            .string()
            .nullable()
            .meta({ description: "The student's WhatsApp name, for both directions." }),
          to_phone: z.string().nullable(),
          text: z
            .string()
            .nullable()
            .meta({ description: "What it says; secrets are shown as marks such as {token}." }),
          kind: z
            .string()
            .meta({ description: "text, template, or the type of what came in.", example: "text" }),
          template_name: z.string().nullable(),
          status: z.enum([...MESSAGE_STATUSES, "received"]),
          error: z.string().nullable().meta({ description: "Why it failed or waits, in plain words." }),
          can_resend: z.boolean().meta({
            description: "Whether WhatsApp has not confirmed it for so long that staff may send it again.",
          }),
          message_id: z.string().nullable(),
          sent_by: z
            .string()
            .nullable()
            .meta({ description: "Who wrote it; null for the bot and for students." }),
          created_at: z.string(),
          delivered_at: time,
          read_at: time,
          failed_at: time,
        })
        .meta({ id: "Message" }),
    ),
  })
  .meta({ id: "Messages" });

/** Query of `GET /api/whatsapp/people`. */
export const peopleQuery = z.strictObject({
  query: z.string().trim().max(100).default(""),
  limit: z.coerce.number("Must be a number.").int().min(1).max(50).default(20),
});

/** Answer of `GET /api/whatsapp/people`. */
export const peopleAnswer = z
  .object({
    people: z.array(
      z
        .object({
          id: z.uuid(),
          whatsapp_name: z.string().nullable(),
          whatsapp_phone: z.string().nullable(),
          bsuid: z.string().nullable(),
          is_linked: z.boolean(),
          user_name: z.string().nullable(),
          user_email: z.string().nullable(),
          user_role: z.string().nullable(),
          window_open: z.boolean().meta({ description: "Whether free text may be sent now." }),
          window_closes_at: z.string().nullable(),
          opted_out: z.boolean().meta({ description: "Whether they get no broadcasts: they sent STOP." }),
          marketing_stopped: z
            .boolean()
            .meta({ description: "Whether they stopped marketing messages in WhatsApp." }),
        })
        .meta({ id: "Person" }),
    ),
  })
  .meta({ id: "People" });

/** Answer of `GET /api/whatsapp/templates` and of its refresh. */
export const templatesAnswer = z
  .object({
    templates: z.array(
      z
        .object({
          name: z.string().meta({ example: "class_reminder" }),
          language: z.string().meta({ example: "en" }),
          category: z.string().meta({ example: "UTILITY" }),
          status: z.string().meta({ description: "Only APPROVED ones can be sent.", example: "APPROVED" }),
          parameter_format: z.enum(["NAMED", "POSITIONAL"]),
          components: z.array(z.unknown()).meta({ description: "As Meta lists them." }),
        })
        .meta({ id: "Template" }),
    ),
    refreshed_at: z.string().nullable(),
  })
  .meta({ id: "Templates" });
