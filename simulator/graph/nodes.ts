import type { Json } from "../json.ts";
import type { Settings } from "../settings.ts";
import { TEMPLATES } from "./template-catalogue.ts";

const APP_ID = "300000000000003";
const BUSINESS_ID = "400000000000004";

const available = (entity_type: string, id: string) => ({ entity_type, id, can_send_message: "AVAILABLE" });

function health(settings: Settings, first?: Json): Json {
  const entities = [
    available("WABA", settings.businessAccountId),
    available("BUSINESS", BUSINESS_ID),
    available("APP", APP_ID),
  ];
  return { can_send_message: "AVAILABLE", entities: first ? [first, ...entities] : entities };
}

function numberNode(settings: Settings): Json {
  const id = settings.phoneNumberId;
  return {
    id,
    display_phone_number: "+1 555 010 0001",
    verified_name: settings.businessName,
    quality_rating: "GREEN",
    code_verification_status: "VERIFIED",
    name_status: "APPROVED",
    new_name_status: "NONE",
    status: "CONNECTED",
    platform_type: "CLOUD_API",
    throughput: { level: "STANDARD" },
    whatsapp_business_manager_messaging_limit: "TIER_2K",
    webhook_configuration: { application: settings.webhookUrl },
    health_status: health(settings, available("PHONE_NUMBER", id)),
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
export function findNode(settings: Settings, id: string): { node: Json; defaults: string[] } | null {
  if (id === settings.phoneNumberId) return { node: numberNode(settings), defaults: NUMBER_DEFAULTS };
  if (id === settings.businessAccountId) {
    const node = {
      id,
      name: settings.businessName,
      currency: "USD",
      timezone_id: "1",
      health_status: health(settings),
    };
    return { node, defaults: ["name", "currency", "timezone_id"] };
  }
  const template = TEMPLATES.find((candidate) => candidate.id === id);
  if (!template) return null;
  const node = { ...template, health_status: health(settings, available("MESSAGE_TEMPLATE", id)) };
  return { node, defaults: Object.keys(template) };
}

/** The response of `debug_token`, for the token that the simulator expects and for any other. */
export function debugToken(settings: Settings, inputToken: string | null, expired: boolean): Json {
  const granted = ["whatsapp_business_management", "whatsapp_business_messaging"];
  const base = { app_id: APP_ID, type: "SYSTEM_USER", application: settings.businessName };
  if (inputToken !== settings.accessToken || expired) {
    const error = { code: 190, message: expired ? "Session has expired." : "Malformed access token" };
    return { data: { ...base, is_valid: false, error, scopes: [] } };
  }
  const targets = { target_ids: [settings.businessAccountId] };
  return {
    data: {
      ...base,
      is_valid: true,
      issued_at: 1_795_000_000,
      expires_at: 0,
      data_access_expires_at: 0,
      scopes: granted,
      granular_scopes: granted.map((scope) => ({ scope, ...targets })),
      user_id: "500000000000005",
    },
  };
}

/** The app as it stands in `subscribed_apps`. */
export function subscribedApps(settings: Settings): Json {
  const app = {
    id: APP_ID,
    name: settings.businessName,
    link: `https://www.facebook.com/games/?app_id=${APP_ID}`,
  };
  return { data: [{ whatsapp_business_api_data: app }] };
}
