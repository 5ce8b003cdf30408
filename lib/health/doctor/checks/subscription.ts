import { env } from "../../../env.ts";
import { listAccountNumbers } from "../../../whatsapp/set-up/account-facts.ts";
import { NEEDED_FIELD, OUR_FIELDS } from "../../../whatsapp/set-up/app-facts.ts";
import type { Check } from "../check.ts";
import { describeFailure, green, red, refusedOrUnknown, unknown, yellow } from "../finding.ts";
import { subscribeToAccount, subscribeToAll, whyNotSubscribe } from "../subscribing.ts";

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
  why: "Until our app is subscribed to the account, no student’s message arrives, although sending works.",
  look: async (facts) => {
    const [answer, appId] = await Promise.all([facts.subscribedApps(), facts.appId()]);
    if ("failure" in answer) return refusedOrUnknown(answer.failure, ASSIGN);
    if (!appId) return unknown("Meta doesn’t say which app our token is for.");
    if (answer.value.some(({ id }) => id === appId)) return green("Our app gets the account’s webhooks.");
    const others = answer.value.map(({ id, name }) => name ?? id);
    const instead = others.length > 0 ? ` Subscribed are: ${others.join(", ")}.` : "";
    const why = await whyNotSubscribe();
    return red(
      `Our app (${appId}) isn’t subscribed to the account.${instead}`,
      why ?? `Call Meta’s API: POST /${env().WHATSAPP_BUSINESS_ACCOUNT_ID}/subscribed_apps.`,
      why === null,
    );
  },
  repair: async (_, note) => {
    await subscribeToAccount(note);
    return "Our app is subscribed to the account.";
  },
};

/** Whether our app gets all that we work on. */
export const fieldsCheck: Check = {
  id: "fields",
  name: "Webhook fields",
  why: "Each field brings one kind of news: messages, templates, people’s preferences.",
  look: async (facts) => {
    const answer = await facts.appSubscription();
    if (!answer)
      return unknown(
        "We can’t tell while Meta doesn’t say which app our token is for, or without our app secret.",
      );
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
    const mend = "Tick them: Meta for Developers > our app > WhatsApp > Configuration > Webhook fields.";
    return missing.includes(NEEDED_FIELD) ? red(says, mend, true) : yellow(says, mend, true);
  },
  repair: async (facts) => {
    await subscribeToAll(facts);
    return "Our app gets all fields that we use.";
  },
};
