import { timeLeftInWords } from "../../../time.ts";
import { isAboutProof } from "../../../whatsapp/app-secret-proof.ts";
import type { Answer } from "../../../whatsapp/set-up/answer.ts";
import { type TokenFacts, tryProof } from "../../../whatsapp/set-up/token-facts.ts";
import type { Check } from "../check.ts";
import {
  describeFailure,
  green,
  isTokenRefused,
  red,
  refusedOrUnknown,
  unknown,
  withoutStop,
  yellow,
} from "../finding.ts";

const DAY_MS = 24 * 3600 * 1000;

/** A token that ends sooner is told of. */
const SOON_MS = 30 * DAY_MS;

const SCOPES = ["whatsapp_business_management", "whatsapp_business_messaging"];

const NEW_TOKEN =
  "Make a token that lasts: Meta Business Suite > Settings > Users > System users > Generate token, for our app, with whatsapp_business_management and whatsapp_business_messaging, and no expiry. Set it as WHATSAPP_ACCESS_TOKEN, and restart.";

/** Whether Meta takes our access token, for how long, and for what. */
export const tokenCheck: Check = {
  id: "token",
  name: "Access token",
  why: "Without a valid token, nothing can be sent.",
  look: async ({ token }) => {
    const answer = await token();
    if ("failure" in answer && isTokenRefused(answer.failure))
      return red(`Meta doesn’t accept our access token: ${describeFailure(answer.failure)}.`, NEW_TOKEN);
    if ("failure" in answer) return refusedOrUnknown(answer.failure, NEW_TOKEN);
    const { isValid, fault, endsAt, scopes, type } = answer.value;
    if (!isValid)
      return red(
        `Meta doesn’t accept our access token${fault ? `: “${withoutStop(fault)}”` : ""}.`,
        NEW_TOKEN,
      );
    const missing = SCOPES.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0)
      return red(`Our access token lacks the permission ${missing.join(" and ")}.`, NEW_TOKEN);
    const left = endsAt ? endsAt.getTime() - Date.now() : null;
    if (left !== null && left < SOON_MS)
      return yellow(
        `Our access token ends in ${timeLeftInWords(left)}.`,
        left < DAY_MS ? `That’s fine for a trial. To go on after it: ${NEW_TOKEN}` : NEW_TOKEN,
      );
    if (type === "USER")
      return yellow("Our access token belongs to a person, and stops working when they leave.", NEW_TOKEN);
    return green(endsAt ? `Valid for ${timeLeftInWords(left ?? 0)}.` : "Valid, and never expires.");
  },
};

const WITHOUT_TOKEN = "We can’t tell while Meta doesn’t accept our access token.";

function isRefused(answer: Answer<TokenFacts>): boolean {
  return "value" in answer ? !answer.value.isValid : isTokenRefused(answer.failure);
}

const COPY_SECRET =
  "Copy the app secret again: Meta for Developers > our app > App settings > Basic > App secret > Show. Set it as WHATSAPP_WEBHOOK_SECRET, and restart.";

/** Whether our app secret is that of the app that the token is for. */
export const appSecretCheck: Check = {
  id: "app_secret",
  name: "App secret",
  why: "Meta signs each webhook with it: with a wrong one we refuse everything that students write.",
  look: async ({ token, ownProof }) => {
    const [outcome, answer] = await Promise.all([ownProof(), token()]);
    if (!outcome) return red("No app secret is set.", COPY_SECRET);
    if (isRefused(answer)) return unknown(WITHOUT_TOKEN);
    if (outcome.kind === "succeeded") return green("It’s the secret of the app that our token is for.");
    if (outcome.kind === "refused" && isAboutProof(outcome.error))
      return red("It isn’t the secret of the app that our access token is for.", COPY_SECRET);
    return unknown(`We couldn’t ask Meta: ${describeFailure(outcome)}.`);
  },
};

/** Whether calls must prove that they know the app's secret. */
export const proofCheck: Check = {
  id: "proof",
  name: "Require app secret",
  why: "While it’s off, anybody who gets hold of our token can send in our name from anywhere.",
  look: async ({ token, ownProof }) => {
    const answer = await token();
    if (isRefused(answer)) return unknown(WITHOUT_TOKEN);
    const outcome = await tryProof(null);
    if (outcome.kind === "refused" && isAboutProof(outcome.error))
      return green("Meta only accepts calls with a proof of the app secret. Ours always have it.");
    if (outcome.kind !== "succeeded") return unknown(`We couldn’t ask Meta: ${describeFailure(outcome)}.`);
    const isRight = (await ownProof())?.kind === "succeeded";
    return yellow(
      "Meta also accepts our token without a proof of the app secret, which we always send.",
      `${isRight ? "Turn it on" : "Put the app secret right, then turn it on"}: Meta for Developers > our app > App settings > Advanced > Security > Require app secret.`,
    );
  },
};
