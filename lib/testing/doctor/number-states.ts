import { outage, setUp, suffer, tell } from "./meta-faults.ts";
import { type StateCase, state } from "./scene.ts";

/** What the double plays of the number's state. */
export const NUMBER_STATES: StateCase[] = [
  state("number_state", "green", "none", "Connected, throughput STANDARD."),
  state(
    "number_state",
    "red",
    "the number is banned",
    "Meta calls our number BANNED.",
    setUp({ number: { status: "BANNED" } }),
  ),
  state(
    "number_state",
    "red",
    "the name is declined",
    "The display name is DECLINED.",
    setUp({ number: { name_status: "DECLINED" } }),
  ),
  state(
    "number_state",
    "yellow",
    "the name is in review",
    "PENDING_REVIEW: until Meta has approved it",
    setUp({ number: { name_status: "PENDING_REVIEW" } }),
  ),
  state(
    "number_state",
    "yellow",
    "people report us",
    "The number’s quality is RED",
    setUp({ number: { quality_rating: "RED" } }),
  ),
  state(
    "number_state",
    "yellow",
    "it is a test number",
    "one of Meta’s test numbers",
    setUp({ number: { account_mode: "SANDBOX" } }),
  ),
  state(
    "number_state",
    "yellow",
    "it is in the app, too",
    "20 messages a second",
    setUp({ number: { is_on_biz_app: true } }),
  ),
  state(
    "number_state",
    "red",
    "two things at once",
    "OFFLINE. The display name is NEW:",
    setUp({ number: { status: "OFFLINE", name_status: "NEW" } }),
  ),
  state(
    "number_state",
    "red",
    "Meta refuses to tell",
    "Meta won’t tell us",
    suffer({ lostPermission: "10" }),
  ),
  state("number_state", "unknown", "Meta is down", "passing fault", outage),
  state("health_status", "green", "none", "Nothing stands in the way. Limit: TIER_2K."),
  state(
    "health_status",
    "red",
    "no payment method",
    "Our WhatsApp account can’t send.",
    setUp({ blocked: ["WABA"] }),
  ),
  state(
    "health_status",
    "yellow",
    "the number is limited",
    "Our number can send to few people.",
    setUp({ limited: ["PHONE_NUMBER"] }),
  ),
  state(
    "health_status",
    "red",
    "blocked without a reason",
    "FLOW can’t send.",
    tell({ health_status: { entities: [{ entity_type: "FLOW", can_send_message: "BLOCKED" }] } }),
  ),
  state(
    "health_status",
    "red",
    "Meta refuses to tell",
    "Meta won’t tell us",
    suffer({ lostPermission: "10" }),
  ),
  state("health_status", "unknown", "Meta is down", "passing fault", outage),
];
