import { z } from "zod";

/** The fields that Meta lists for WhatsApp accounts and that an app can subscribe to. */
export const KNOWN_FIELDS = [
  "account_alerts",
  "account_review_update",
  "account_update",
  "business_capability_update",
  "message_template_components_update",
  "message_template_quality_update",
  "message_template_status_update",
  "messages",
  "phone_number_name_update",
  "phone_number_quality_update",
  "security",
  "template_category_update",
  "user_preferences",
] as const;

const address = z.string().max(200).nullable();
const entity = z.enum(["PHONE_NUMBER", "WABA", "BUSINESS", "APP"]);

/** How our app, account and number are set up at this Meta; every key may be changed alone. */
const setUpSchema = z.strictObject({
  /** The secret of the app that the access token belongs to; null for the one that webhooks are signed with. */
  appSecret: z.string().nullable(),
  requireProof: z.boolean(),
  /** Whether calls with an app token are taken; those of an app of the type Native/Desktop are not. */
  takesAppToken: z.boolean(),
  tokenType: z.enum(["SYSTEM_USER", "USER"]),
  /** Null for a token that never ends. */
  tokenEndsInSeconds: z.number().int().nullable(),
  scopes: z.array(z.string()),
  /** Whether the number belongs to another account than the one that is set. */
  isNumberElsewhere: z.boolean(),
  subscribedApps: z.array(z.enum(["ours", "meta_test"])),
  /** What the app is subscribed to; nothing at all without a callback for the app. */
  fields: z.array(z.string()),
  /** Where webhooks are to go, by the level that it is set at; the app's own is the webhook URL where none is set. */
  callbacks: z.strictObject({
    application: address,
    whatsapp_business_account: address,
    phone_number: address,
  }),
  number: z.strictObject({
    status: z.string(),
    name_status: z.string(),
    quality_rating: z.string(),
    throughput: z.string(),
    account_mode: z.string(),
    is_on_biz_app: z.boolean(),
  }),
  blocked: z.array(entity),
  limited: z.array(entity),
  messagingLimit: z.string().nullable(),
  /** What `message_history` says of how statuses got to us. */
  statusesTold: z.enum(["DELIVERED", "FAILED", "RETRYING", "PENDING"]),
});

/** The set-up at a Meta. */
export type SetUp = z.infer<typeof setUpSchema>;

/** What may be changed of it in one call. */
export const setUpChange = setUpSchema
  .extend({
    callbacks: setUpSchema.shape.callbacks.partial(),
    number: setUpSchema.shape.number.partial(),
  })
  .partial();

/** A set-up in which all is well. */
export const GOOD_SET_UP: SetUp = {
  appSecret: null,
  requireProof: false,
  takesAppToken: true,
  tokenType: "SYSTEM_USER",
  tokenEndsInSeconds: null,
  scopes: ["whatsapp_business_management", "whatsapp_business_messaging"],
  isNumberElsewhere: false,
  subscribedApps: ["ours", "meta_test"],
  fields: [...KNOWN_FIELDS],
  callbacks: { application: null, whatsapp_business_account: null, phone_number: null },
  number: {
    status: "CONNECTED",
    name_status: "APPROVED",
    quality_rating: "GREEN",
    throughput: "STANDARD",
    account_mode: "LIVE",
    is_on_biz_app: false,
  },
  blocked: [],
  limited: [],
  messagingLimit: "TIER_2K",
  statusesTold: "DELIVERED",
};

/** A set-up with some of it changed. */
export function changeSetUp(
  setUp: SetUp,
  { callbacks, number, ...rest }: z.infer<typeof setUpChange>,
): SetUp {
  return {
    ...setUp,
    ...rest,
    callbacks: { ...setUp.callbacks, ...callbacks },
    number: { ...setUp.number, ...number },
  };
}
