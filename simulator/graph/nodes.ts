import type { Json } from "../json.ts";
import type { SetUp } from "../set-up.ts";
import type { World } from "../world.ts";
import { TEMPLATES } from "./template-catalogue.ts";

/** The app that our access token belongs to. */
export const APP_ID = "300000000000003";

/** Meta's own app for trying things out, which is subscribed to every new account. */
const META_TEST_APP = { id: "2202427980234937", name: "WhatsApp Business API test app" };
const BUSINESS_ID = "400000000000004";

type Entity = SetUp["blocked"][number];

function healthOf({ setUp }: World, entity_type: Entity, id: string): Json {
  if (setUp.blocked.includes(entity_type)) {
    const error = {
      error_code: 141006,
      error_description: "There is an error with the payment method.",
      possible_solution: "Add a valid payment method to the account.",
    };
    return { entity_type, id, can_send_message: "BLOCKED", errors: [error] };
  }
  if (setUp.limited.includes(entity_type)) {
    const additional_info = ["Your display name has not been approved yet."];
    return { entity_type, id, can_send_message: "LIMITED", additional_info };
  }
  return { entity_type, id, can_send_message: "AVAILABLE" };
}

function health(world: World, first?: Json): Json {
  const entities = [
    ...(first ? [first] : []),
    healthOf(world, "WABA", world.settings.businessAccountId),
    healthOf(world, "BUSINESS", BUSINESS_ID),
    healthOf(world, "APP", APP_ID),
  ];
  const all = entities.map(({ can_send_message }) => can_send_message);
  const worst = ["BLOCKED", "LIMITED"].find((one) => all.includes(one));
  return { can_send_message: worst ?? "AVAILABLE", entities };
}

function numberNode(world: World): Json {
  const { settings, setUp } = world;
  const { throughput, ...state } = setUp.number;
  const { application, ...overrides } = setUp.callbacks;
  const set = Object.entries(overrides).filter(([, address]) => address !== null);
  const id = settings.phoneNumberId;
  return {
    id,
    display_phone_number: "+1 555 010 0001",
    verified_name: settings.businessName,
    code_verification_status: "VERIFIED",
    new_name_status: "NONE",
    ...state,
    platform_type: "CLOUD_API",
    throughput: { level: throughput },
    whatsapp_business_manager_messaging_limit: setUp.messagingLimit,
    webhook_configuration: {
      ...Object.fromEntries(set),
      ...(setUp.fields.length > 0 && { application: application ?? settings.webhookUrl }),
    },
    health_status: health(world, healthOf(world, "PHONE_NUMBER", id)),
  };
}

const NUMBER_DEFAULTS = [
  "verified_name",
  "code_verification_status",
  "display_phone_number",
  "quality_rating",
  "platform_type",
  "throughput",
  "webhook_configuration",
];

/** A readable object of the account with the fields given when none are asked for; null when there is none. */
export function findNode(world: World, id: string): { node: Json; defaults: string[] } | null {
  const { settings } = world;
  if (id === settings.phoneNumberId) return { node: numberNode(world), defaults: NUMBER_DEFAULTS };
  if (id === APP_ID) return { node: { id, name: settings.businessName }, defaults: ["name"] };
  if (id === settings.businessAccountId) {
    const node = {
      id,
      name: settings.businessName,
      currency: "USD",
      timezone_id: "1",
      health_status: health(world),
    };
    return { node, defaults: ["name", "currency", "timezone_id"] };
  }
  const template = TEMPLATES.find((candidate) => candidate.id === id);
  if (!template) return null;
  const node = {
    ...template,
    health_status: health(world, { entity_type: "MESSAGE_TEMPLATE", id, can_send_message: "AVAILABLE" }),
  };
  return { node, defaults: Object.keys(template) };
}

/** The response of `debug_token`, for the token that the simulator expects and for any other. */
export function debugToken({ settings, setUp, faults }: World, inputToken: string | null): Json {
  const { tokenEndsInSeconds, tokenType: type, scopes } = setUp;
  const base = { app_id: APP_ID, type, application: settings.businessName };
  const isExpired = faults.tokenExpired || (tokenEndsInSeconds !== null && tokenEndsInSeconds <= 0);
  if (inputToken !== settings.accessToken || isExpired) {
    const error = { code: 190, message: isExpired ? "Session has expired." : "Malformed access token" };
    return { data: { ...base, is_valid: false, error, scopes: [] } };
  }
  const targets = { target_ids: [settings.businessAccountId] };
  const endsAt = tokenEndsInSeconds === null ? 0 : Math.floor(Date.now() / 1000) + tokenEndsInSeconds;
  return {
    data: {
      ...base,
      is_valid: true,
      issued_at: 1_795_000_000,
      expires_at: endsAt,
      data_access_expires_at: 0,
      scopes,
      granular_scopes: scopes.map((scope) => ({ scope, ...targets })),
      user_id: "500000000000005",
    },
  };
}

/** The apps as they stand in `subscribed_apps`. */
export function subscribedApps({ settings, setUp }: World): Json {
  const apps = { ours: { id: APP_ID, name: settings.businessName }, meta_test: META_TEST_APP };
  const data = setUp.subscribedApps.map((which) => {
    const link = `https://www.facebook.com/games/?app_id=${apps[which].id}`;
    return { whatsapp_business_api_data: { ...apps[which], link } };
  });
  return { data };
}
