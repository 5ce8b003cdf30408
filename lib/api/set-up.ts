import { z } from "zod";

const lights = z.enum(["green", "yellow", "red", "unknown"]).meta({
  description: "`green`: fine. `yellow`: a warning. `red`: broken. `unknown`: we can't tell.",
});

/** Response of `GET /api/whatsapp/set-up`. */
export const setUpResponse = z
  .object({
    checked_at: z.string(),
    checks: z.array(
      z
        .object({
          id: z.string().meta({ example: "subscribed_app" }),
          name: z.string().meta({ example: "App on the account" }),
          light: lights,
          says: z.string().meta({
            description: "What was found.",
            example: "Our app gets the account’s webhooks.",
          }),
          why: z.string().meta({ description: "Why it matters." }),
          mend: z
            .string()
            .nullable()
            .meta({ description: "How to fix it, and exactly where.", example: null }),
          can_repair: z.boolean().meta({ description: "Whether the repair of this check fixes it." }),
        })
        .meta({ id: "SetUpCheck" }),
    ),
    turned_red: z
      .array(
        z
          .object({
            id: z.string().meta({ example: "callback" }),
            name: z.string().meta({ example: "Callback" }),
            says: z.string().meta({ example: "No callback is set at Meta." }),
            since: z.string().meta({ description: "When it was first found red." }),
          })
          .meta({ id: "TurnedRed" }),
      )
      .meta({
        description: "The checks that turned red in the last 24 hours and still are, the newest first.",
      }),
  })
  .meta({ id: "SetUp" });

/** Response of `POST /api/whatsapp/set-up/{id}/repair`. */
export const repairResponse = z
  .object({ done: z.boolean(), says: z.string().meta({ example: "Our app is subscribed to the account." }) })
  .meta({ id: "Repair" });

/** Path of one check. */
export const checkPath = z.object({
  id: z.string().meta({ description: "The `id` of the check.", example: "subscribed_app" }),
});
