import { z } from "zod";

/** Response of `GET /api/whatsapp/channel`. */
export const channelResponse = z
  .object({
    state: z.enum(["ok", "no_worker", "stopped", "late"]).meta({
      description:
        "`no_worker`: nothing is sent and the bot doesn't reply. `stopped`: WhatsApp isn't accepting our messages. `late`: messages that could be sent have been waiting for more than a minute.",
    }),
    says: z.string().nullable().meta({
      description: "What staff are told about it, in plain words; null if everything works.",
      example: "17 messages are waiting. WhatsApp can’t be reached right now. We’ll keep trying.",
    }),
    since: z.string().nullable(),
    waiting: z.int().meta({ description: "How many messages are queued; 1000 means 1000 or more." }),
  })
  .meta({ id: "Channel" });
