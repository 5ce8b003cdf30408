import { z } from "zod";

/** Query of `GET /api/whatsapp/audit`. */
export const auditLogQuery = z.strictObject({
  scope: z
    .enum(["own", "all"])
    .default("own")
    .meta({ description: "Whose entries: your own or everybody's. `all` is for staff only." }),
  limit: z.coerce
    .number("Must be a number.")
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "How many entries to return." }),
  before: z
    .string()
    .regex(/^\d{1,18}$/, "Must be the ID of an event.")
    .transform(BigInt)
    .optional()
    .meta({ description: "Only entries older than the one with this ID.", type: "string" }),
});

const person = z.object({ name: z.string(), email: z.string() }).nullable();

/** Response of `GET /api/whatsapp/audit`. */
export const auditLogResponse = z
  .object({
    events: z.array(
      z
        .object({
          id: z.string().meta({ example: "4711" }),
          at: z.string().meta({ example: "2024-01-01T12:00:00Z" }),
          action: z.string().meta({
            description:
              "`linked`, `unlinked`, `staff_unlinked`, `refused`, `cancelled`, `suspended`, `moved`, `confirmed`, `invited`, `token_issued`, `signed_in`, `sign_in_refused`, `role_changed`, `denied`, `resent`, `templates_refreshed`, `set_aside_replayed` or `set_aside_dismissed`; more may be added.",
            example: "linked",
          }),
          actor: person.meta({
            description: "Who did it; null if it came from a chat, from Meta or from somebody unknown.",
          }),
          account: person.meta({ description: "The account it's about." }),
          whatsapp: z.object({ name: z.string().nullable(), phone: z.string().nullable() }).nullable().meta({
            description:
              "The WhatsApp it's about. Students see the number masked unless it's linked to them.",
          }),
          address: z.string().nullable().meta({
            description: "The IP address; null for instructors with `scope=all`.",
            example: "192.0.2.1",
          }),
          details: z
            .record(z.string(), z.unknown())
            .meta({ description: "Details, such as the `reason` for a refusal." }),
        })
        .meta({ id: "AuditEvent" }),
    ),
    next_before: z.string().nullable().meta({ description: "`before` of the next page; null at the end." }),
  })
  .meta({ id: "AuditLog" });

/** Query of `GET /api/whatsapp/funnel`. */
export const funnelQuery = z.strictObject({
  days: z.coerce
    .number("Must be a number.")
    .int()
    .min(1)
    .max(30)
    .default(30)
    .meta({ description: "How many days to count, today included." }),
});

const counts = {
  issued: z.int().meta({ description: "Tokens and invitations that were issued." }),
  opened: z.int().meta({ description: "How many of these were opened on the link page." }),
  confirmed: z.int().meta({ description: "How many of these became a link." }),
  expired: z.int().meta({ description: "How many of these expired." }),
  refused: z.int().meta({ description: "Attempts refused on that day, for any reason." }),
};

/** Response of `GET /api/whatsapp/funnel`. */
export const funnelResponse = z
  .object({
    days: z.array(z.object({ day: z.string().meta({ example: "2026-11-22" }), ...counts })),
    totals: z.object(counts),
  })
  .meta({ id: "Funnel" });
