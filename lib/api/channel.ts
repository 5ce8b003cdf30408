import { z } from "zod";

/** Response of `GET /api/whatsapp/channel`. */
export const channelResponse = z
  .object({
    state: z.enum(["ok", "no_worker", "stopped", "late"]).meta({
      description:
        "`no_worker`: nothing is sent or answered. `stopped`: WhatsApp takes nothing from us. `late`: messages that could go have been waiting for more than a minute.",
    }),
    says: z.string().nullable().meta({
      description: "What staff are told about it, in plain words; null if there is nothing to tell.",
      example: "17 messages are waiting. WhatsApp can’t be reached right now. We’ll keep trying.",
    }),
    since: z.string().nullable(),
    waiting: z.int().meta({ description: "How many messages are queued; 1000 stands for 1000 or more." }),
  })
  .meta({ id: "Channel" });
