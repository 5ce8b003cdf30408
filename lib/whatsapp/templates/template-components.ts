import { z } from "zod";
import type { Fault } from "./parameter-values.ts";

/* What Meta documents of the values for a template (Cloud API reference, messages, template object). */

const MAX_PARAMETERS = 100;
const MAX_CARDS = 10;
const MAX_TAP_TARGETS = 5;

const text = z.string();
const number = z.union([z.number(), z.string()]);
const anything = z.record(z.string(), z.unknown());
const media = z.strictObject({
  id: text.optional(),
  link: text.optional(),
  caption: text.optional(),
  filename: text.optional(),
});
const moment = {
  fallback_value: text,
  ...{ day_of_week: number.optional(), year: number.optional(), month: number.optional() },
  ...{ day_of_month: number.optional(), hour: number.optional(), minute: number.optional() },
  ...{ calendar: text.optional(), timestamp: number.optional(), component: anything.optional() },
};
const section = z.strictObject({
  title: text.optional(),
  product_items: z.array(z.strictObject({ product_retailer_id: text })).optional(),
});

/** For each kind of parameter what it holds beside its type; for most a member of the same name. */
const PARAMETERS: Record<string, z.ZodRawShape> = {
  text: { text },
  currency: { currency: z.strictObject({ fallback_value: text, code: text, amount_1000: number }) },
  date_time: { date_time: z.strictObject(moment) },
  image: { image: media },
  video: { video: media },
  gif: { gif: media },
  document: { document: media },
  location: {
    location: z.strictObject({
      ...{ latitude: number, longitude: number, name: text.optional(), address: text.optional() },
    }),
  },
  product: { product: z.strictObject({ product_retailer_id: text, catalog_id: text }) },
  payload: { payload: text },
  coupon_code: { coupon_code: text },
  limited_time_offer: { limited_time_offer: z.strictObject({ expiration_time_ms: number }) },
  ttl_minutes: { ttl_minutes: number },
  tap_target_configuration: {
    tap_target_configuration: z.array(z.strictObject({ url: text, title: text })).max(MAX_TAP_TARGETS),
  },
  order_status: {
    order_status: z.strictObject({
      reference_id: text,
      order: z.strictObject({ status: text, description: text.optional() }),
    }),
  },
  action: {
    action: z.strictObject({
      flow_token: text.optional(),
      flow_action_data: anything.optional(),
      thumbnail_product_retailer_id: text.optional(),
      sections: z.array(section).optional(),
      order_details: anything.optional(),
    }),
  },
};

const parameterOf = (type: string) =>
  z.strictObject({ type: z.literal(type), parameter_name: text.optional(), ...PARAMETERS[type] });
const [someParameter = parameterOf("text"), ...otherParameters] = Object.keys(PARAMETERS).map(parameterOf);
const parameter = z.discriminatedUnion("type", [someParameter, ...otherParameters]);
const parameters = z.array(parameter).max(MAX_PARAMETERS).optional();

const plain = (type: string) => z.strictObject({ type: z.literal(type), parameters });
const button = z.strictObject({
  type: z.literal("button"),
  sub_type: text,
  index: z.union([z.int(), z.string().regex(/^\d{1,2}$/)]),
  parameters,
});

const inCard = z.discriminatedUnion("type", [plain("header"), plain("body"), button]);
const card = z.strictObject({
  card_index: z.union([z.int(), z.string().regex(/^\d{1,2}$/)]),
  components: z.array(z.preprocess(inSmallLetters, inCard)).max(MAX_PARAMETERS),
});

const component = z.discriminatedUnion("type", [
  plain("header"),
  plain("body"),
  plain("footer"),
  button,
  plain("limited_time_offer"),
  plain("order_status"),
  plain("tap_target_configuration"),
  z.strictObject({ type: z.literal("carousel"), cards: z.array(card).max(MAX_CARDS) }),
]);

/** Meta takes the type of a component in any letters. */
function inSmallLetters(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !("type" in given)) return given;
  return typeof given.type === "string" ? { ...given, type: given.type.toLowerCase() } : given;
}

/** What is in a component that Meta documents nowhere, or not in this shape; `path` is where the component stands. */
export function listShapeFaults(given: unknown, path: string): Fault[] {
  const parsed = component.safeParse(inSmallLetters(given));
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue): Fault[] => {
    const place = [path, ...issue.path].join(".");
    if (issue.code === "unrecognized_keys")
      return issue.keys.map((key) => ({
        path: `${place}.${key}`,
        message: "WhatsApp knows no such member.",
      }));
    const isKind = issue.code === "invalid_union" && issue.path.at(-1) === "type";
    return [{ path: place, message: isKind ? "WhatsApp knows no such kind." : issue.message }];
  });
}
