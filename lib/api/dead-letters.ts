import { z } from "zod";

/** Query of `GET /api/whatsapp/dead-letters`. */
export const deadLettersQuery = z.strictObject({
  limit: z.coerce
    .number("Must be a number.")
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "How many dead letters to return." }),
});

/** Response of `GET /api/whatsapp/dead-letters`. */
export const deadLettersResponse = z
  .object({
    unreadable: z.int().meta({ description: "How many couldn't be read." }),
    failed: z.int().meta({ description: "How many failed after all retries." }),
    events: z.array(
      z
        .object({
          id: z.string().meta({ example: "4711" }),
          state: z.enum(["unreadable", "failed"]),
          kind: z.string().meta({ description: "`message`, `status` or `change`.", example: "change" }),
          reason: z.string().meta({ example: "The message has no id, type or sender." }),
          shape: z.string().meta({
            description: "The structure of the event, without its content.",
            example: "{id: text, type: text, text: {body: text}}",
          }),
          raw: z.string().nullable().meta({ description: "The raw event. Only admins get it." }),
          can_replay: z.boolean(),
          tries: z.int(),
          received_at: z.string(),
        })
        .meta({ id: "DeadLetter" }),
    ),
  })
  .meta({ id: "DeadLetters" });

/** Response of `POST /api/whatsapp/dead-letters/{id}/replay`. */
export const replayResponse = z
  .object({
    state: z.enum(["pending", "ignored", "dead_letter"]).meta({
      description:
        "`pending`: it's being processed. `ignored`: there's nothing to do. `dead_letter`: it still couldn't be processed, and `reason` says why.",
    }),
    reason: z.string().nullable().meta({ example: null }),
  })
  .meta({ id: "Replay" });

/** Response of `POST /api/whatsapp/dead-letters/{id}/dismiss`. */
export const dismissResponse = z.object({ success: z.literal(true) }).meta({ id: "Dismissed" });

/** Path of one dead letter. */
export const deadLetterPath = z.object({
  id: z.string().meta({ description: "The `id` from the list of dead letters.", example: "4711" }),
});
