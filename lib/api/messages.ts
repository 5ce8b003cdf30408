import { z } from "zod";
import { MESSAGE_STATUSES } from "../outbox/states.ts";
import { LONGEST_ADDRESS } from "../people/phone-numbers.ts";

/** Query of `GET /api/whatsapp/messages`. */
export const messagesQuery = z.strictObject({
  limit: z.coerce
    .number("Must be a number.")
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "How many messages to return." }),
  direction: z
    .enum(["inbound", "outbound"])
    .optional()
    .meta({ description: "`inbound`: only from students. `outbound`: only to them." }),
});

const time = z.string().nullable();

/** Response of `GET /api/whatsapp/messages`. */
export const messagesResponse = z
  .object({
    messages: z.array(
      z
        .object({
          id: z.string(),
          direction: z.enum(["outbound", "inbound"]),
          to_name: z.string().nullable().meta({
            description:
              "The name the student chose in WhatsApp, for both directions; null if it could be mistaken for a number.",
          }),
          to_user_name: z
            .string()
            .nullable()
            .meta({ description: "The student's name at the school; null if not linked." }),
          to_phone: z.string().nullable(),
          text: z.string().nullable().meta({
            description: "The text of the message. Link tokens are shown as (hidden).",
          }),
          kind: z
            .string()
            .meta({ description: "`text`, `template`, or the type of an inbound message.", example: "text" }),
          template_name: z.string().nullable(),
          status: z.enum([...MESSAGE_STATUSES, "received"]),
          error: z
            .string()
            .nullable()
            .meta({ description: "Why it failed or why it's waiting, in plain words." }),
          can_resend: z.boolean().meta({
            description: "Whether staff can resend it, because WhatsApp hasn't confirmed it.",
          }),
          can_cancel: z.boolean().meta({
            description: "Whether you can still cancel it: it's queued, and you wrote it or are an admin.",
          }),
          message_id: z.string().nullable(),
          sent_by: z
            .string()
            .nullable()
            .meta({ description: "The member of staff who wrote it; null for the bot and for students." }),
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
  query: z
    .string()
    .trim()
    .max(LONGEST_ADDRESS)
    .default("")
    .meta({ description: "What to search for; leave it out to list everybody." }),
  limit: z.coerce
    .number("Must be a number.")
    .int()
    .min(1)
    .max(50)
    .default(20)
    .meta({ description: "How many people to return." }),
});

/** Response of `GET /api/whatsapp/people`. */
export const peopleResponse = z
  .object({
    people: z.array(
      z
        .object({
          id: z.uuid(),
          whatsapp_name: z.string().nullable().meta({ description: "The name they chose in WhatsApp." }),
          whatsapp_username: z.string().nullable().meta({ description: "Without @.", example: "rosa.lima" }),
          whatsapp_phone: z.string().nullable(),
          bsuid: z.string().nullable(),
          is_linked: z.boolean(),
          user_name: z.string().nullable(),
          user_email: z.string().nullable(),
          user_role: z.enum(["student", "instructor", "admin"]).nullable(),
          window_open: z.boolean().meta({ description: "Whether free text can be sent now." }),
          window_closes_at: z.string().nullable(),
          opted_out: z
            .boolean()
            .meta({ description: "Whether they opted out of announcements by sending STOP." }),
          marketing_stopped: z
            .boolean()
            .meta({ description: "Whether they turned off announcements in WhatsApp itself." }),
          marketing_agreed: z.boolean().meta({
            description:
              "Whether they agreed to get announcements: by sending START, by linking an account, or as recorded by staff.",
          }),
        })
        .meta({ id: "Person" }),
    ),
  })
  .meta({ id: "People" });

/** Response of `GET /api/whatsapp/templates` and of its refresh. */
export const templatesResponse = z
  .object({
    templates: z.array(
      z
        .object({
          name: z.string().meta({ example: "class_reminder" }),
          language: z.string().meta({ example: "en" }),
          category: z.string().meta({ example: "UTILITY" }),
          status: z
            .string()
            .meta({ description: "Only APPROVED templates can be sent.", example: "APPROVED" }),
          parameter_format: z.enum(["NAMED", "POSITIONAL"]),
          components: z.array(z.unknown()).meta({ description: "As Meta lists them." }),
        })
        .meta({ id: "Template" }),
    ),
    refreshed_at: z.string().nullable(),
    unread: z.int().meta({
      description: "How many templates in Meta's list couldn't be read and are left out.",
      example: 0,
    }),
  })
  .meta({ id: "Templates" });
