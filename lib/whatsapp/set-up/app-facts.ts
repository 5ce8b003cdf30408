import { z } from "zod";
import { env } from "../../env.ts";
import { callGraphAs, type GraphOutcome } from "../graph.ts";
import { optionalText } from "../optional.ts";
import { type Answer, appCaller, ask, mapAnswer } from "./answer.ts";

const OBJECT = "whatsapp_business_account";

/** The field that we cannot do without: what people write, and what becomes of what we write. */
export const NEEDED_FIELD = "messages";

/** All fields that we use: that one, and those that tell us of changes that matter to sending. */
export const OUR_FIELDS = [
  NEEDED_FIELD,
  "message_template_status_update",
  "message_template_quality_update",
  "template_category_update",
  "user_preferences",
  "account_update",
  "phone_number_quality_update",
];

/** What our app is subscribed to. */
export interface AppSubscription {
  callback: string | null;
  fields: string[];
}

const subscriptions = z.looseObject({
  data: z.array(
    z.looseObject({
      object: z.string(),
      callback_url: optionalText,
      fields: z
        .array(z.union([z.string(), z.looseObject({ name: z.string() })]))
        .transform((fields) => fields.map((field) => (typeof field === "string" ? field : field.name))),
    }),
  ),
});

/** What our app is subscribed to of WhatsApp's; no field where it was never subscribed. */
export async function findAppSubscription(
  appId: string,
  appSecret: string,
): Promise<Answer<AppSubscription>> {
  const answer = await ask(subscriptions, `${appId}/subscriptions`, appCaller(appId, appSecret));
  return mapAnswer(answer, ({ data }) => {
    const ours = data.find(({ object }) => object === OBJECT);
    return { callback: ours?.callback_url ?? null, fields: ours?.fields ?? [] };
  });
}

/** Subscribes our app to all fields that we use beside those it has (`present`), to be brought to `callback`; Meta asks it for a challenge meanwhile, so it must be up. */
export function subscribeToFields(
  appId: string,
  appSecret: string,
  present: string[],
  callback: string,
): Promise<GraphOutcome> {
  // Whether a new list replaces the old one is not documented, so that both are asked for.
  const fields = [...new Set([...present, ...OUR_FIELDS])];
  return callGraphAs(appCaller(appId, appSecret), "POST", `${appId}/subscriptions`, {
    object: OBJECT,
    callback_url: callback,
    verify_token: env().WHATSAPP_VERIFY_TOKEN,
    fields: fields.join(","),
  });
}
