import { env } from "../../../env.ts";
import { isLoopback } from "../../../settings/loopback.ts";
import { appSecrets } from "../../../whatsapp/app-secrets.ts";
import { listAccountNumbers, subscribeOurApp } from "../../../whatsapp/set-up/account-facts.ts";
import { NEEDED_FIELD, OUR_FIELDS, subscribeToFields } from "../../../whatsapp/set-up/app-facts.ts";
import { findCallbacks } from "../../../whatsapp/set-up/number-facts.ts";
import type { Check } from "../check.ts";
import { describeFailure, green, red, refusedOrUnknown, unknown, yellow } from "../finding.ts";

const ASSIGN =
  "Give the system user full control of the WhatsApp account: Meta Business Suite > Settings > Accounts > WhatsApp accounts > our account > Assign people.";

/** Whether our number is one of the account that is set. */
export const numberCheck: Check = {
  id: "number",
  name: "Number and account",
  why: "The bot writes from this number; templates and webhooks belong to its account.",
  look: async () => {
    const answer = await listAccountNumbers();
    if ("failure" in answer) return refusedOrUnknown(answer.failure, ASSIGN);
    const numbers = answer.value;
    const { WHATSAPP_PHONE_NUMBER_ID: id, WHATSAPP_BUSINESS_ACCOUNT_ID: account } = env();
    const ours = numbers.find((number) => number.id === id);
    if (ours) return green(`${ours.displayPhone ?? id} belongs to account ${account}.`);
    const others = numbers.map((number) => `${number.displayPhone ?? "a number"} (ID ${number.id})`);
    const has = others.length > 0 ? `It has ${others.join(", ")}.` : "It has no number.";
    return red(
      `Number ${id} isn’t in account ${account}. ${has}`,
      "Copy both IDs from one place: Meta for Developers > our app > WhatsApp > API setup. Set WHATSAPP_PHONE_NUMBER_ID and WHATSAPP_BUSINESS_ACCOUNT_ID.",
    );
  },
};

/** Whether the account's webhooks come to our app. */
export const subscriptionCheck: Check = {
  id: "subscribed_app",
  name: "App on the account",
  why: "Until our app is subscribed to the account, no message of any student arrives, while sending works.",
  look: async (facts) => {
    const [answer, appId] = await Promise.all([facts.subscribedApps(), facts.appId()]);
    if ("failure" in answer) return refusedOrUnknown(answer.failure, ASSIGN);
    if (!appId) return unknown("Meta doesn’t tell which app our token is for.");
    if (answer.value.some(({ id }) => id === appId)) return green("Our app gets the account’s webhooks.");
    const others = answer.value.map(({ id, name }) => name ?? id);
    const instead = others.length > 0 ? ` Subscribed are: ${others.join(", ")}.` : "";
    return red(
      `Our app (${appId}) isn’t subscribed to the account.${instead}`,
      "Run npm run doctor -- --fix, or press Mend it on the set-up page.",
      true,
    );
  },
  repair: async () => {
    const outcome = await subscribeOurApp();
    if (outcome.kind !== "succeeded") throw new Error(`Meta refused: ${describeFailure(outcome)}.`);
    return "Our app is subscribed to the account.";
  },
};

/** Whether our app gets all that we work on. */
export const fieldsCheck: Check = {
  id: "fields",
  name: "Webhook fields",
  why: "Each field brings one kind of news: messages, templates, what people want.",
  look: async (facts) => {
    const answer = await facts.appSubscription();
    if (!answer) return unknown("Can’t be told without our app’s ID and secret.");
    if ("failure" in answer)
      return answer.failure.kind === "refused"
        ? unknown(
            `Meta doesn’t take calls of the app itself (${describeFailure(answer.failure)}): it may be of the type Native/Desktop, or have a list of allowed addresses.`,
            "Look yourself: Meta for Developers > our app > WhatsApp > Configuration > Webhook fields.",
          )
        : unknown(`We couldn’t ask Meta: ${describeFailure(answer.failure)}.`);
    const missing = OUR_FIELDS.filter((field) => !answer.value.fields.includes(field));
    if (missing.length === 0) return green("Our app gets all fields that we use.");
    const says = `Our app doesn’t get: ${missing.join(", ")}.`;
    const mend =
      "Run npm run doctor -- --fix, or tick them: Meta for Developers > our app > WhatsApp > Configuration > Webhook fields.";
    return missing.includes(NEEDED_FIELD) ? red(says, mend, true) : yellow(says, mend, true);
  },
  repair: async (facts) => {
    const [answer, appId, [secret]] = await Promise.all([
      facts.appSubscription(),
      facts.appId(),
      appSecrets(),
    ]);
    if (!appId || !secret || !answer || "failure" in answer)
      throw new Error("Meta doesn’t tell what our app is subscribed to.");
    // Whether a new list replaces the old one is not documented, so that both are asked for.
    const fields = [...new Set([...answer.value.fields, ...OUR_FIELDS])];
    const outcome = await subscribeToFields(appId, secret, fields, env().WHATSAPP_WEBHOOK_URL);
    if (outcome.kind !== "succeeded") throw new Error(`Meta refused: ${describeFailure(outcome)}.`);
    return "Our app gets all fields that we use.";
  },
};

const LEVELS = {
  number: "The number’s own callback",
  account: "The account’s own callback",
  app: "The app’s callback",
};

/** Whether two addresses are the same; this machine has several names. */
function leadsTo(one: string, other: string): boolean {
  const [url, wanted] = [new URL(one), new URL(other)];
  const isHost =
    url.host === wanted.host || (url.port === wanted.port && isLoopback(one) && isLoopback(other));
  return isHost && url.protocol === wanted.protocol && url.pathname === wanted.pathname;
}

/** Whether webhooks about messages come to our address, and which level of Meta's says so. */
export const callbackCheck: Check = {
  id: "callback",
  name: "Callback",
  why: "Meta sends messages to one address only: the number’s, else the account’s, else the app’s.",
  look: async () => {
    const answer = await findCallbacks();
    if ("failure" in answer)
      return unknown(`Meta doesn’t tell the callback: ${describeFailure(answer.failure)}.`);
    const ours = env().WHATSAPP_WEBHOOK_URL;
    const levels = ["number", "account", "app"] as const;
    const level = levels.find((one) => answer.value[one] !== null);
    const winner = level ? answer.value[level] : null;
    if (!level || winner === null)
      return red(
        "No callback is set at Meta.",
        `Set it: Meta for Developers > our app > WhatsApp > Configuration > Webhook > Callback URL ${ours}, with WHATSAPP_VERIFY_TOKEN as verify token.`,
      );
    if (leadsTo(winner, ours)) return green(`${LEVELS[level]} is ours.`);
    const mend =
      level === "app"
        ? `Change it: Meta for Developers > our app > WhatsApp > Configuration > Webhook > Callback URL ${ours}.`
        : `Take it back with npm run tunnel -- --restore where a tunnel of ours set it, or by a call of Meta’s API; then the ${level === "number" ? "account’s or app’s" : "app’s"} counts.`;
    return red(`${LEVELS[level]} is ${new URL(winner).origin}, so messages go there and not to us.`, mend);
  },
};
