import {
  ACCOUNT_LOCKED,
  MARKETING_CAPPED,
  MARKETING_STOPPED,
  PROOF_REFUSED,
  TEMPLATE_MISSING,
  TEMPLATE_VALUES_DIFFER,
  TOKEN_ENDED,
} from "./error-codes.ts";

/**
 * What to do after Meta refused a message: give up, try again ("few" times, "slower" or with pauses for this "pair"), or
 * hold all messages until the fault is mended.
 */
export type RetryRule = "never" | "few" | "slower" | "pair" | "outage" | "token" | "account" | "setup";

/** One Graph API error code: what it means in plain words, who must act, and whether to try again. */
export interface GraphErrorRule {
  plain: string;
  actor: "nobody" | "sender" | "admin" | "student";
  retry: RetryRule;
}

const sender = (plain: string): GraphErrorRule => ({ plain, actor: "sender", retry: "never" });
const student = (plain: string): GraphErrorRule => ({ plain, actor: "student", retry: "never" });
const admin = (plain: string): GraphErrorRule => ({ plain, actor: "admin", retry: "never" });
const token = (plain: string): GraphErrorRule => ({ plain, actor: "admin", retry: "token" });
const account = (plain: string): GraphErrorRule => ({ plain, actor: "admin", retry: "account" });
const setup = (plain: string): GraphErrorRule => ({
  plain: `${plain} Messages wait until an administrator has repaired that.`,
  actor: "admin",
  retry: "setup",
});
const again = (plain: string, retry: RetryRule): GraphErrorRule => ({ plain, actor: "nobody", retry });

const TOKEN_DEAD =
  "WhatsApp no longer accepts our access token. An administrator must renew it; nothing is lost until then.";

/** Meta's error codes, from its Cloud API error reference (2026-06). API, console and worker all read this table. */
export const GRAPH_ERRORS: Record<number, GraphErrorRule> = {
  0: token(TOKEN_DEAD),
  1: again("WhatsApp had a passing fault.", "few"),
  2: again("WhatsApp is overloaded or down just now.", "outage"),
  3: setup("Our WhatsApp app lacks a capability that it needs to send."),
  4: again("We call WhatsApp too often just now.", "slower"),
  5: setup("WhatsApp does not take calls from where our server is."),
  9: again("We call WhatsApp too often just now.", "slower"),
  10: token("Our access token lacks the permission to send WhatsApp messages."),
  12: setup("WhatsApp no longer takes calls of the version that we use."),
  17: again("We call WhatsApp too often just now.", "slower"),
  32: again("We call WhatsApp too often just now.", "slower"),
  33: setup("WhatsApp does not know our business number any more."),
  100: sender("WhatsApp found something in this message that it does not accept."),
  101: setup("WhatsApp does not know our app."),
  102: token(TOKEN_DEAD),
  104: setup("WhatsApp takes our calls only with a proof that we hold the app’s secret."),
  [TOKEN_ENDED]: token(TOKEN_DEAD),
  341: again("We call WhatsApp too often just now.", "slower"),
  368: account(
    "WhatsApp has blocked our account for breaking a policy. Nothing is sent until Meta lifts that.",
  ),
  613: again("We call WhatsApp too often just now.", "slower"),
  803: setup("WhatsApp does not know our business number."),
  2500: token(TOKEN_DEAD),
  2635: setup("WhatsApp no longer takes calls of the version that we use."),
  130403: admin("Our business has blocked this person."),
  130429: again("We send faster than WhatsApp allows just now.", "slower"),
  130472: student("WhatsApp did not deliver this because the person takes part in one of its experiments."),
  130497: admin("WhatsApp does not let our business write to this country."),
  131000: again("WhatsApp had a fault that it does not explain.", "few"),
  131005: setup("Our access token may not send WhatsApp messages."),
  131008: sender("Something that WhatsApp requires is missing from this message."),
  131009: sender("A value in this message is not one that WhatsApp accepts."),
  131016: again("WhatsApp is unavailable just now.", "outage"),
  131021: sender("A number cannot write to itself."),
  131026: student("This number cannot get the message: it may not be on WhatsApp, or its app is too old."),
  131030: admin("This is a test number, and the recipient is not on its list of allowed numbers."),
  [ACCOUNT_LOCKED]: account("WhatsApp has locked our account. Nothing is sent until Meta unlocks it."),
  131037: setup("Our number needs an approved display name before it can send."),
  131042: setup("WhatsApp wants a valid payment method before it sends more."),
  131045: setup("Our number is not registered correctly."),
  131047: sender(
    "More than 24 hours have passed since this person last wrote to us. Send a template instead.",
  ),
  131048: admin("WhatsApp is holding our messages back because too many people blocked or reported us."),
  [MARKETING_CAPPED]: student(
    "WhatsApp chose not to deliver this, to protect the person from too many announcements. Try again after 24 hours.",
  ),
  [MARKETING_STOPPED]: student("This person has stopped announcements from us in WhatsApp."),
  131051: sender("WhatsApp does not support this kind of message."),
  131052: sender("WhatsApp could not fetch the media."),
  131053: sender("WhatsApp could not take the media: the type of file does not fit."),
  131055: admin("Our number may not send this kind of message this way."),
  131056: again("Too many messages to this one person in a short time.", "pair"),
  131057: again("Our WhatsApp number is in maintenance for a moment.", "outage"),
  131062: sender("This kind of message needs the person’s phone number, which WhatsApp does not tell us."),
  131063: admin("Marketing templates are turned off for our number."),
  131064: admin("WhatsApp limits this template because of its category."),
  [TEMPLATE_VALUES_DIFFER]: sender(
    "The number of values does not match the template’s variables. We have asked WhatsApp for its templates again.",
  ),
  [TEMPLATE_MISSING]: sender(
    "There is no approved template with this name in this language. We have asked WhatsApp for its templates again.",
  ),
  132005: sender("With these values the template’s text becomes too long."),
  132007: sender("The text breaks a WhatsApp policy."),
  132008: sender("A value does not have the format that the template asks for."),
  132012: sender("A value does not have the format that the template asks for."),
  132015: sender("WhatsApp has paused this template because of low quality."),
  132016: sender("WhatsApp has switched this template off for good because of low quality."),
  132068: sender("WhatsApp has blocked the form of this template."),
  132069: sender("WhatsApp sends the form of this template to few people only, because of its quality."),
  133000: setup("Our number is not fully registered."),
  133004: again("WhatsApp’s registration server is unavailable just now.", "outage"),
  133010: setup("Our number is not registered with WhatsApp’s Cloud API."),
  135000: sender("WhatsApp refused this message without saying why."),
  137000: student(
    "WhatsApp could not make sure of the person’s identity; they may have changed their phone.",
  ),
  2494100: again("Our WhatsApp number is in maintenance for a moment.", "outage"),
};

/** Codes that come in families, of which only the table's members differ. */
export const ERROR_FAMILIES: { from: number; to: number; rule: GraphErrorRule }[] = [
  { from: 200, to: 299, rule: setup("Our access token may not use this WhatsApp number.") },
  { from: 450, to: 499, rule: token(TOKEN_DEAD) },
  { from: 80000, to: 80999, rule: again("We call WhatsApp too often just now.", "slower") },
  { from: 132000, to: 132999, rule: sender("WhatsApp does not accept this template as it was sent.") },
  { from: 133000, to: 133999, rule: setup("Something is wrong with our number’s registration.") },
  {
    from: 134000,
    to: 134999,
    rule: admin("WhatsApp doesn’t accept announcements from our account in the way this one was sent."),
  },
  { from: 136000, to: 136999, rule: setup("Something is wrong with our number’s verification.") },
  { from: 138000, to: 139999, rule: admin("Our account may not use this feature of WhatsApp.") },
  { from: 141000, to: 141999, rule: sender("WhatsApp has not approved this template.") },
];

/** What a refusal is taken for whose code no table knows. */
export const UNKNOWN: GraphErrorRule = sender("WhatsApp refused this message.");

/** What a refusal is taken for whose code no table knows, where Meta calls the fault transient. */
export const UNKNOWN_TRANSIENT: GraphErrorRule = again("WhatsApp had a passing fault.", "few");

const NUMBER_UNKNOWN = setup(
  "WhatsApp does not know our business number, or our access token may not use it.",
);

/** Codes that mean something else than by themselves with one of Meta's subcodes, or with words where Meta gives none. */
export const NARROWER_ERRORS: {
  key: string;
  code: number;
  subcode?: number;
  words?: RegExp;
  rule: GraphErrorRule;
}[] = [
  { key: "100/33", code: 100, subcode: 33, rule: NUMBER_UNKNOWN },
  { key: "100/33", code: 100, words: /\bObject with ID\b.{0,200}\bdoes not exist\b/s, rule: NUMBER_UNKNOWN },
  {
    key: PROOF_REFUSED,
    code: 100,
    words: /\bappsecret_proof\b/,
    rule: setup("WhatsApp takes our calls only with a proof that we hold the app’s secret."),
  },
];
