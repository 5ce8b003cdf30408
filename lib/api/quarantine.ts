import { z } from "zod";

/** Query of `GET /api/whatsapp/quarantine`. */
export const quarantineQuery = z.strictObject({
  limit: z.coerce.number("Must be a number.").int().min(1).max(200).default(50),
});

/** Answer of `GET /api/whatsapp/quarantine`. */
export const quarantineAnswer = z
  .object({
    quarantined: z.int().meta({ description: "How many could not be read, in all." }),
    dead: z.int().meta({ description: "How many failed each time that they were worked on, in all." }),
    events: z.array(
      z
        .object({
          id: z.string().meta({ example: "4711" }),
          state: z.enum(["quarantined", "dead"]),
          kind: z.string().meta({ description: "message, status or change.", example: "change" }),
          reason: z.string().meta({ example: "The message has no id, type or sender." }),
          shape: z.string().meta({
            description: "What it is made of, without what it says.",
            example: "{id: text, type: text, text: {body: text}}",
          }),
          raw: z.string().nullable().meta({ description: "What came, as it came. For admins only." }),
          can_replay: z.boolean(),
          tries: z.int(),
          received_at: z.string(),
        })
        .meta({ id: "SetAside" }),
    ),
  })
  .meta({ id: "Quarantine" });

/** Answer of `POST /api/whatsapp/quarantine/{id}/replay`. */
export const replayAnswer = z
  .object({
    state: z.enum(["pending", "ignored", "quarantined"]).meta({
      description: "It is worked on now, nothing is to be done about it, or it stays set aside.",
    }),
    reason: z.string().nullable().meta({ example: null }),
  })
  .meta({ id: "Replay" });

/** Answer of `POST /api/whatsapp/quarantine/{id}/dismiss`. */
export const dismissAnswer = z.object({ success: z.literal(true) }).meta({ id: "Dismissed" });

/** Path of one event that was set aside. */
export const setAsidePath = z.object({ id: z.string().meta({ example: "4711" }) });
