import { z } from "zod";
import { channelResponse } from "./channel.ts";

const time = z.string().nullable();

const waitReason = z
  .enum(["no_worker", "stopped", "order", "unconfirmed", "retry", "pace", "bulk", "rate", "busy", "now"])
  .meta({
    description:
      "`no_worker`: no worker is running. `stopped`: WhatsApp isn't accepting our messages. `order`: an earlier message to the same person goes first. `unconfirmed`: WhatsApp didn't confirm the first try of a reply. `retry`: it's tried again after a pause. `pace`: the person has had as many messages as WhatsApp allows for now. `bulk`: conversations go first. `rate`: our number sends as fast as WhatsApp allows. `busy`: the worker hasn't got to it. `now`: it's about to be sent.",
  });

const recipient = z.string().nullable().meta({
  description: "The recipient's name at the school if they're linked, otherwise their number.",
});

const firstWords = z.string().nullable().meta({
  description: "How the text begins, on one line. Secrets are shown as placeholders; null for templates.",
  example: "Please bring your book.",
});

const problem = z
  .object({
    id: z.string().meta({ example: "dead_letters" }),
    tone: z
      .enum(["bad", "wait", "warning"])
      .meta({ description: "How bad it is. `wait`: there's nothing to do until WhatsApp is back." }),
    says: z.string().meta({ example: "2 events couldn't be processed." }),
    mend: z.string().meta({ description: "What to do about it." }),
  })
  .meta({ id: "HealthProblem" });

const waitingMessage = z
  .object({
    id: z.uuid(),
    to: recipient,
    sent_by: z.string().nullable().meta({ description: "Null for the bot." }),
    first_words: firstWords,
    template_name: z.string().nullable(),
    is_bulk: z.boolean().meta({ description: "Whether it's part of an announcement to many people." }),
    created_at: z.string(),
    reason: waitReason,
    says: z.string().meta({ description: "Why it's waiting, in plain words." }),
    next_try_at: time,
    can_cancel: z.boolean(),
  })
  .meta({ id: "WaitingMessage" });

const failureCause = z
  .object({
    code: z.string().meta({ description: "Meta's code, or our own.", example: "131026" }),
    says: z.string(),
    actor: z
      .enum(["nobody", "sender", "admin", "student"])
      .nullable()
      .meta({ description: "Who can prevent it from happening again." }),
    day: z.int().meta({ description: "In the last 24 hours." }),
    week: z.int().meta({ description: "In the last 7 days." }),
  })
  .meta({ id: "FailureCause" });

/** Response of `GET /api/whatsapp/health`. */
export const systemHealthResponse = z
  .object({
    checked_at: z.string(),
    number: z.string().nullable().meta({ description: "Our number, if WhatsApp has told us." }),
    problems: z.array(problem).meta({ description: "The worst first; empty if everything works." }),
    channel: channelResponse,
    red_checks: z
      .array(
        z.object({ id: z.string().meta({ example: "token" }), name: z.string() }).meta({ id: "RedCheck" }),
      )
      .meta({ description: "The checks of the set-up that were red when they last ran." }),
    newest_webhook_at: time,
    newest_status_at: time,
    worker_seen_at: time.meta({ description: "When a worker was last seen." }),
    templates_listed_at: time,
    clock_ahead_seconds: z.number(),
    double_sends: z
      .int()
      .meta({ description: "How many messages were sent twice, according to Meta's statuses." }),
    dead_letters: z.int(),
    incoming: z.object({
      waiting: z.int().meta({ description: "Events waiting to be processed." }),
      is_more: z.boolean(),
      since: time,
    }),
    waiting: z.object({
      total: z.int(),
      is_more: z.boolean().meta({ description: "Whether there are more than were counted." }),
      reasons: z.array(
        z.object({ reason: waitReason, says: z.string(), count: z.int() }).meta({ id: "WaitCount" }),
      ),
      messages: z.array(waitingMessage).meta({ description: "The ones that have waited longest." }),
    }),
    silent: z
      .object({
        total: z.int(),
        messages: z.array(
          z
            .object({
              id: z.uuid(),
              to: recipient,
              first_words: firstWords,
              template_name: z.string().nullable(),
              created_at: z.string(),
              accepted_at: z.string(),
            })
            .meta({ id: "SilentMessage" }),
        ),
      })
      .meta({ description: "Messages that WhatsApp accepted but hasn't told us about since." }),
    failures: z.array(failureCause),
  })
  .meta({ id: "SystemHealth" });

/** Response of `POST /api/whatsapp/messages/{id}/cancel`. */
export const cancelResponse = z
  .object({
    success: z.literal(true),
    status: z.enum(["cancelled", "unknown"]).meta({
      description:
        "`unknown` if WhatsApp may have accepted an earlier try: then only the repeat is cancelled.",
    }),
  })
  .meta({ id: "CancelledMessage" });

/** Response of `GET /api/whatsapp/messages/{id}/history`. */
export const historyResponse = z
  .object({
    says: z.string().meta({
      example:
        "WhatsApp has no news of it either, not even that it was sent. Ask again later; if it stays so, write to the student again.",
    }),
    events: z.array(
      z
        .object({
          status: z.string().meta({ description: "In Meta's words.", example: "SENT" }),
          at: time,
          webhook: z.string().nullable().meta({
            description:
              "Whether our server accepted Meta's webhook about it: `PENDING`, `DELIVERED`, `FAILED` or `RETRYING`.",
          }),
          address: z
            .string()
            .nullable()
            .meta({ description: "Where that webhook was sent, without the path." }),
        })
        .meta({ id: "HistoryEvent" }),
    ),
  })
  .meta({ id: "History" });
