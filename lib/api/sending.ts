import { z } from "zod";
import { SEND_KEY_LIFETIME_MINUTES } from "../lifetimes.ts";
import { LONGEST_CONSENT } from "../outbox/consent-limit.ts";
import { MESSAGE_STATUSES } from "../outbox/states.ts";
import { withoutMarks } from "../people/foreign-names.ts";
import { LONGEST_ADDRESS } from "../people/phone-numbers.ts";
import { durationInWords } from "../time.ts";
import { isSeen } from "../visible.ts";
import { listShapeFaults } from "../whatsapp/templates/template-components.ts";
import { LONGEST_TEXT, lengthOf } from "../whatsapp/text-limit.ts";

const DAY_MS = 24 * 3_600_000;
const EARLIEST = Date.UTC(2000, 0, 1);

/** When something was said: a day, or a time with its zone; not in the future, of which a day is left for other zones. */
const when = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true })],
    "Must be a day such as 2026-11-12, or a time with its zone.",
  )
  .refine((at) => Date.parse(at) < Date.now() + DAY_MS, "This is in the future.")
  .refine((at) => Date.parse(at) >= EARLIEST, "This is too long ago.");

/** How a person agreed to get announcements; recorded for good, with who said so. */
const consent = z
  .strictObject({
    how: z
      .string("Say how they agreed.")
      .trim()
      .refine((how) => !/\p{Cc}/u.test(how), "Write it on one line.")
      .overwrite(withoutMarks)
      .trim()
      .refine(isSeen, "Say how they agreed.")
      .refine((how) => lengthOf(how) <= LONGEST_CONSENT, `Use at most ${LONGEST_CONSENT} characters.`)
      .meta({
        description: "How they agreed, in the words of the person who records it.",
        example: "signed form, 12 Nov",
      }),
    at: when.nullish().meta({ description: "When they agreed; now, if left out.", example: "2025-11-12" }),
  })
  .meta({
    id: "Consent",
    description:
      "With a template: how this person agreed to get announcements. It's recorded permanently, together with who sent the request. You need it once for each person who hasn't sent START or linked an account. It never overrides an opt-out.",
  });

/** Body of `POST /api/whatsapp/send`. */
export const sendBody = z
  .strictObject({
    to: z
      .string("The recipient is missing.")
      .trim()
      .min(1, "The recipient is missing.")
      .max(LONGEST_ADDRESS, "This is too long to be a number.")
      .meta({
        description: "A phone number with country code (also as a link such as https://wa.me/…), or a BSUID.",
        example: "+15551234567",
      }),
    message_type: z.enum(["text", "template"], "Must be “text” or “template”.").default("text"),
    text: z
      .string()
      .refine((text) => lengthOf(text) <= LONGEST_TEXT, `A text may have at most ${LONGEST_TEXT} characters.`)
      .nullish()
      .meta({ example: "Your test starts at 10:00." }),
    template_name: z
      .string()
      .regex(/^[a-z0-9_]{1,512}$/, "A template name only has lower-case letters, digits and _.")
      .nullish()
      .meta({ example: null }),
    template_language: z
      .string()
      .regex(/^[a-z]{2,3}([_-][A-Za-z]{2,4})?$/, "This is not a language code such as en or pt_BR.")
      .default("en"),
    template_components: z
      .array(z.looseObject({ type: z.string() }))
      .max(20)
      .superRefine((components, context) => {
        for (const [at, component] of components.entries()) {
          for (const { path, message } of listShapeFaults(component, String(at)))
            context.addIssue({ code: "custom", path: path.split("."), message });
        }
      })
      .nullish()
      .meta({ description: "As Meta documents them. Anything else is refused.", example: null }),
    consent: consent.nullish().meta({ example: null }),
  })
  .superRefine((body, context) => {
    const require = (path: "text" | "template_name" | "consent", message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (body.message_type === "text" && !isSeen(body.text ?? "")) require("text", "The text is missing.");
    if (body.message_type === "template" && !body.template_name)
      require("template_name", "The template's name is missing.");
    if (body.message_type !== "template" && body.consent)
      require("consent", "`consent` can only be sent with a template.");
  })
  .meta({ id: "SendRequest" });

/** Headers of `POST /api/whatsapp/send`. */
export const sendHeaders = z.object({
  "Idempotency-Key": z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/)
    .optional()
    .meta({
      description: `Your own key for this message. For ${durationInWords(SEND_KEY_LIFETIME_MINUTES)}, the same key and body don't send again but return what happened to the message. The same key with another body is refused. For example: \`9f2b7c1e-reminder-42\`.`,
    }),
});

/** Response of `POST /api/whatsapp/send` when Meta took the message. */
export const sentResponse = z
  .object({
    success: z.literal(true),
    message_id: z
      .string()
      .meta({ description: "WhatsApp's ID of the message.", example: "wamid.HBgLMTU1NTEyMzQ1NjcVAgARGBI" }),
    error: z.null(),
  })
  .meta({ id: "Sent" });

/** Response of `POST /api/whatsapp/send` when Meta could not be reached yet, or did not confirm. */
export const queuedResponse = z
  .object({
    success: z.literal(true),
    message_id: z.null(),
    error: z.null(),
    id: z
      .uuid()
      .meta({ description: "Our ID of the message. You'll find it in `GET /api/whatsapp/messages`." }),
    status: z.enum(MESSAGE_STATUSES).meta({ example: "queued" }),
    reason: z.string().nullable().meta({
      description: "Why it's waiting, in plain words.",
      example: "WhatsApp can’t be reached right now. We’ll keep trying.",
    }),
  })
  .meta({ id: "Queued" });

/** Path of `POST /api/whatsapp/messages/{id}/resend`. */
export const messagePath = z.object({
  id: z.uuid().meta({ description: "The `id` of the message in `GET /api/whatsapp/messages`." }),
});
