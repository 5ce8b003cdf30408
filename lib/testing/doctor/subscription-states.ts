import { outage, setUp, suffer, tell, wrongSecret } from "./meta-faults.ts";
import { type StateCase, state } from "./scene.ts";

/** What the double plays of the number and its account. */
export const ACCOUNT_STATES: StateCase[] = [
  state("number", "green", "none", "+1 555 010 0001 belongs to account 200000000000002."),
  state(
    "number",
    "red",
    "the account has no number",
    "isn’t in account 200000000000002. It has no number.",
    setUp({ isNumberElsewhere: true }),
  ),
  state(
    "number",
    "red",
    "the account has another number",
    "It has +1 555 1 (ID 7), a number (ID 8).",
    tell({ data: [{ id: "7", display_phone_number: "+1 555 1" }, { id: "8" }] }),
  ),
  state(
    "number",
    "red",
    "the account isn’t ours to see",
    "Meta won’t tell us: code 200",
    suffer({ lostPermission: "200" }),
  ),
  state("number", "unknown", "Meta is down", "temporary problem", outage),
];

/** What the double plays of subscriptions and callbacks. */
export const SUBSCRIPTION_STATES: StateCase[] = [
  state("subscribed_app", "green", "none", "Our app gets the account’s webhooks."),
  state(
    "subscribed_app",
    "red",
    "only Meta’s test app is subscribed",
    "Subscribed are: WhatsApp Business API test app.",
    setUp({ subscribedApps: ["meta_test"] }),
  ),
  state(
    "subscribed_app",
    "red",
    "no app is subscribed",
    "(300000000000003) isn’t subscribed to the account.",
    setUp({ subscribedApps: [] }),
  ),
  state(
    "subscribed_app",
    "unknown",
    "Meta doesn’t name our app",
    "which app our token is for",
    tell({ data: [] }),
  ),
  state("subscribed_app", "unknown", "Meta is down", "temporary problem", outage),
  state("fields", "green", "none", "Our app gets all fields"),
  state(
    "fields",
    "red",
    "messages are missing",
    "doesn’t get: messages,",
    setUp({ fields: ["account_update"] }),
  ),
  state("fields", "yellow", "some fields are missing", "user_preferences", setUp({ fields: ["messages"] })),
  state(
    "fields",
    "unknown",
    "the app is of the type Native/Desktop",
    "doesn’t take calls of the app itself",
    setUp({ takesAppToken: false }),
  ),
  state("fields", "unknown", "the app secret is another app’s", "or without our app secret", wrongSecret),
  state(
    "fields",
    "unknown",
    "the app’s subscriptions can’t be read",
    "its response can’t be read",
    ({ haveMeta }) =>
      haveMeta(({ url }, response) =>
        response.end(
          JSON.stringify(url?.includes("debug_token") ? { data: { is_valid: true, app_id: "1" } } : {}),
        ),
      ),
  ),
];
