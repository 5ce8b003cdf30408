import { z } from "zod";
import { env } from "../../env.ts";
import { optional, optionalText } from "../optional.ts";
import { type Answer, ask, mapAnswer } from "./answer.ts";

/** The last second that a date can name. */
const MOST_SECONDS = 8_640_000_000_000;

/** What became of a message, by Meta's own record, and whether its webhook about that was taken. */
export interface HistoryEvent {
  /** `SENT`, `DELIVERED`, `READ`, `FAILED` or `DELETED`. */
  status: string;
  /** `PENDING`, `DELIVERED`, `FAILED` or `RETRYING`. */
  webhook: string | null;
  /** The address that the webhook is for. */
  address: string | null;
  at: Date | null;
}

/** Unix seconds. */
const time = optional(z.coerce.number().int().min(1).max(MOST_SECONDS));

const history = z.looseObject({
  data: z.array(
    z.looseObject({
      events: optional(
        z.looseObject({
          data: z.array(
            z.looseObject({
              delivery_status: z.string(),
              webhook_update_state: optionalText,
              webhook_uri: optionalText,
              timestamp: time,
            }),
          ),
        }),
      ),
    }),
  ),
});

/** What Meta has recorded of one message of ours. */
export async function findHistory(wamid: string): Promise<Answer<HistoryEvent[]>> {
  const fields = "id,message_id,events{delivery_status,timestamp,webhook_update_state,webhook_uri}";
  const query = new URLSearchParams({ message_id: wamid, fields, limit: "25" });
  const answer = await ask(history, `${env().WHATSAPP_PHONE_NUMBER_ID}/message_history?${query}`);
  return mapAnswer(answer, ({ data }) =>
    data.flatMap(({ events }) =>
      (events?.data ?? []).map(({ delivery_status, webhook_update_state, webhook_uri, timestamp }) => ({
        status: delivery_status,
        webhook: webhook_update_state ?? null,
        address: webhook_uri ?? null,
        at: timestamp ? new Date(timestamp * 1000) : null,
      })),
    ),
  );
}
