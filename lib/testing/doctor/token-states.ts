import { loseSecret } from "./here-faults.ts";
import { expired, hangUp, outage, refuse, setUp, tell, wrongSecret } from "./meta-faults.ts";
import { type StateCase, state } from "./scene.ts";

const HOUR = 3600;

/** What the double plays of the token and the app. */
export const TOKEN_STATES: StateCase[] = [
  state("token", "green", "none", "Valid, and never expires."),
  state(
    "token",
    "green",
    "a token of 90 days",
    "Valid for 89 days.",
    setUp({ tokenEndsInSeconds: 90 * 24 * HOUR - 5 }),
  ),
  state("token", "red", "a token that has ended", "doesn’t accept our access token: code 190", expired),
  state(
    "token",
    "red",
    "a token that debug_token calls invalid",
    "“Session has expired”",
    setUp({ tokenEndsInSeconds: -1 }),
  ),
  state(
    "token",
    "red",
    "one that it calls invalid without a reason",
    "our access token.",
    tell({ data: { is_valid: false } }),
  ),
  state(
    "token",
    "red",
    "a token without a permission",
    "whatsapp_business_messaging",
    setUp({ scopes: ["whatsapp_business_management"] }),
  ),
  state("token", "red", "Meta refuses to tell", "Meta won’t tell us: code 12", refuse(12)),
  state(
    "token",
    "yellow",
    "a token of five hours",
    "ends in 5 h 11 min",
    setUp({ tokenEndsInSeconds: 5 * HOUR + 700 }),
  ),
  state("token", "yellow", "a person’s token", "belongs to a person", setUp({ tokenType: "USER" })),
  state("token", "unknown", "Meta is down", "Meta has a temporary problem: code 2", outage),
  state("token", "unknown", "Meta hangs up", "We couldn’t ask Meta: no response", hangUp),
  state("token", "unknown", "Meta’s response is odd", "can’t be read", tell({ odd: true })),
  state(
    "token",
    "unknown",
    "our app secret is another app’s",
    "our app secret isn’t the right one",
    wrongSecret,
  ),
];

/** What the double plays of the app's secret. */
export const SECRET_STATES: StateCase[] = [
  state("app_secret", "green", "none", "It’s the secret of the app"),
  state("app_secret", "red", "none is set", "No app secret is set.", loseSecret),
  state("app_secret", "red", "it is another app’s", "isn’t the secret of the app", wrongSecret),
  state("app_secret", "unknown", "the token has ended", "We can’t tell while", expired),
  state("app_secret", "unknown", "Meta hangs up", "We couldn’t ask Meta", hangUp),
  state("proof", "green", "it is on", "only accepts calls with a proof", setUp({ requireProof: true })),
  state("proof", "yellow", "it is off", "also accepts our token without a proof"),
  state("proof", "unknown", "the token has ended", "We can’t tell while", expired),
  state("proof", "unknown", "Meta hangs up", "We couldn’t ask Meta", hangUp),
];
