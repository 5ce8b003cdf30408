import { z } from "zod";
import { env } from "../../env.ts";
import { optional, optionalText } from "../optional.ts";
import { type Answer, ask, mapAnswer } from "./answer.ts";

/** What became of a message, by Meta's own record, and whether its webhook about that was taken. */
interface HistoryEvent {
  /** `SENT`, `DELIVERED`, `READ`, `FAILED` or `DELETED`. */
  status: string;
  /** `PENDING`, `DELIVERED`, `FAILED` or `RETRYING`. */
  webhook: string | null;
}

const history = z.looseObject({
  data: z.array(
    z.looseObject({
      events: optional(
        z.looseObject({
          data: z.array(z.looseObject({ delivery_status: z.string(), webhook_update_state: optionalText })),
        }),
      ),
    }),
  ),
});

/** What Meta has recorded of one message of ours. */
export async function findHistory(wamid: string): Promise<Answer<HistoryEvent[]>> {
  const fields = "id,message_id,events{delivery_status,timestamp,webhook_update_state}";
  const query = new URLSearchParams({ message_id: wamid, fields, limit: "25" });
  const answer = await ask(history, `${env().WHATSAPP_PHONE_NUMBER_ID}/message_history?${query}`);
  return mapAnswer(answer, ({ data }) =>
    data.flatMap(({ events }) =>
      (events?.data ?? []).map(({ delivery_status, webhook_update_state }) => ({
        status: delivery_status,
        webhook: webhook_update_state ?? null,
      })),
    ),
  );
}
