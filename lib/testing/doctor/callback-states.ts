import { env } from "../../env.ts";
import { outage, setUp } from "./meta-faults.ts";
import { type StateCase, state } from "./scene.ts";

const OLD = "https://old.test/wh";

/** What the double plays of callbacks. */
export const CALLBACK_STATES: StateCase[] = [
  state("callback", "green", "the number’s is ours", "The number’s own callback is ours.", ({ double }) =>
    double.setUp({ callbacks: { phone_number: env().WHATSAPP_WEBHOOK_URL } }),
  ),
  state("callback", "red", "none is set", "No callback is set at Meta.", setUp({ fields: [] })),
  state(
    "callback",
    "red",
    "the number’s is another’s",
    "The number’s own callback is https://old.test",
    setUp({ callbacks: { phone_number: OLD } }),
  ),
  state(
    "callback",
    "red",
    "the account’s is another’s",
    "The account’s own callback is https://old.test",
    setUp({ callbacks: { whatsapp_business_account: OLD } }),
  ),
  state(
    "callback",
    "red",
    "the app’s is another’s",
    "The app’s callback is https://old.test",
    setUp({ callbacks: { application: OLD } }),
  ),
  state(
    "callback",
    "red",
    "somebody is at the number’s",
    "Somebody may be there, so we don’t take them away.",
    ({ double }) => double.setUp({ callbacks: { phone_number: `${double.url}/control/set-up` } }),
  ),
  state(
    "callback",
    "red",
    "somebody is at the app’s",
    "Somebody may be there, so we don’t take them away.",
    ({ double }) => double.setUp({ callbacks: { application: `${double.url}/control/set-up` } }),
  ),
  state("callback", "unknown", "Meta is down", "Meta doesn’t tell us the callback: code 2", outage),
];
