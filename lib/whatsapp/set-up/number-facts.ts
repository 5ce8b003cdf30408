import { z } from "zod";
import { env } from "../../env.ts";
import { optional, optionalText } from "../optional.ts";
import { type Answer, ask, mapAnswer } from "./answer.ts";

/** How Meta sees our number; texts are Meta's own words, in capitals. */
interface NumberState {
  status: string | null;
  nameStatus: string | null;
  quality: string | null;
  throughput: string | null;
  isSandbox: boolean;
  isOnBusinessApp: boolean;
}

/** Whether one part of what a message goes through takes messages. */
interface EntityHealth {
  type: string;
  /** `AVAILABLE`, `LIMITED` or `BLOCKED`. */
  canSend: string;
  /** What Meta says of it, and how to mend it. */
  reasons: string[];
}

/** Where webhooks about our number's messages go, by the level that it is set at. */
export interface Callbacks {
  number: string | null;
  account: string | null;
  app: string | null;
}

const state = z.looseObject({
  status: optionalText,
  name_status: optionalText,
  quality_rating: optionalText,
  throughput: optional(z.looseObject({ level: optionalText })),
});
const modes = z.looseObject({ account_mode: optionalText, is_on_biz_app: optional(z.boolean()) });
const health = z.looseObject({
  health_status: z.looseObject({
    entities: z.array(
      z.looseObject({
        entity_type: z.string(),
        can_send_message: z.string(),
        errors: optional(
          z.array(z.looseObject({ error_description: optionalText, possible_solution: optionalText })),
        ),
        additional_info: optional(z.array(z.string())),
      }),
    ),
  }),
});
const limit = z.looseObject({ whatsapp_business_manager_messaging_limit: optionalText });
const callbacks = z.looseObject({
  webhook_configuration: optional(
    z.looseObject({
      phone_number: optionalText,
      whatsapp_business_account: optionalText,
      application: optionalText,
    }),
  ),
});

/** One field that Meta does not know or lets us not see fails the whole call, so that those who may be missing are asked for alone. */
function askNumber<T>(schema: z.ZodType<T>, fields: string): Promise<Answer<T>> {
  return ask(schema, `${env().WHATSAPP_PHONE_NUMBER_ID}?fields=${fields}`);
}

/** How our number is doing. */
export async function findNumberState(): Promise<Answer<NumberState>> {
  const [answer, more] = await Promise.all([
    askNumber(state, "status,name_status,quality_rating,throughput"),
    askNumber(modes, "account_mode,is_on_biz_app"),
  ]);
  const { account_mode = undefined, is_on_biz_app = false } = "value" in more ? more.value : {};
  return mapAnswer(answer, ({ status, name_status, quality_rating, throughput }) => ({
    status: status ?? null,
    nameStatus: name_status ?? null,
    quality: quality_rating ?? null,
    throughput: throughput?.level ?? null,
    isSandbox: account_mode === "SANDBOX",
    isOnBusinessApp: is_on_biz_app,
  }));
}

/** Whether our number, its account, the business and the app take messages, each by itself. */
export async function findHealth(): Promise<Answer<EntityHealth[]>> {
  return mapAnswer(await askNumber(health, "health_status"), ({ health_status }) =>
    health_status.entities.map(({ entity_type, can_send_message, errors, additional_info }) => ({
      type: entity_type,
      canSend: can_send_message,
      reasons: [
        ...(errors ?? []).flatMap(({ error_description, possible_solution }) => [
          error_description ?? [],
          possible_solution ?? [],
        ]),
        ...(additional_info ?? []),
      ].flat(),
    })),
  );
}

/** To how many people we may write in a day, as Meta names it, such as `TIER_2K`; null where it says nothing. */
export async function findMessagingLimit(): Promise<Answer<string | null>> {
  const answer = await askNumber(limit, "whatsapp_business_manager_messaging_limit");
  return mapAnswer(answer, (given) => given.whatsapp_business_manager_messaging_limit ?? null);
}

/** Where the webhooks about our number's messages go. */
export async function findCallbacks(): Promise<Answer<Callbacks>> {
  return mapAnswer(await askNumber(callbacks, "webhook_configuration"), ({ webhook_configuration: set }) => ({
    number: set?.phone_number ?? null,
    account: set?.whatsapp_business_account ?? null,
    app: set?.application ?? null,
  }));
}
