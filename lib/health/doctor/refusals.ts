import { isAboutProof } from "../../whatsapp/app-secret-proof.ts";
import type { GraphOutcome } from "../../whatsapp/graph.ts";
import type { Answer, Failure } from "../../whatsapp/set-up/answer.ts";
import { describeFailure, isTokenRefused } from "./finding.ts";

/** Meta called the address and did not get the challenge back. */
const NOT_VERIFIED = 2200;

/** Our token may not do that; of the second kind, for numbers that are also in the WhatsApp Business app. */
const NOT_ALLOWED = [10, 200];

const NOT_SUBSCRIBED = /must be subscribed/;

/** Why Meta did not do what we asked, in a sentence, and what to do about it. */
function explain(failure: Failure): string {
  const reason = describeFailure(failure);
  if (failure.kind !== "refused") return `Meta didn’t respond (${reason}). Is this machine online?`;
  const { error } = failure;
  if (isTokenRefused(failure))
    return `Meta doesn’t accept our access token (${reason}). Run npm run doctor: it tells you how to get a new one.`;
  if (isAboutProof(error))
    return `The app secret and the token belong to different apps (${reason}). Run npm run doctor.`;
  if (error.code === NOT_VERIFIED)
    return `Meta called the address and didn’t get the right response (${reason}). Does Connect run there, with the same WHATSAPP_VERIFY_TOKEN?`;
  if (NOT_SUBSCRIBED.test(error.title ?? ""))
    return `Our app doesn’t get messages yet (${reason}). Tick messages: Meta for Developers > our app > WhatsApp > Configuration > Webhook fields.`;
  if (NOT_ALLOWED.includes(error.code))
    return (
      `Our token isn’t allowed to do that (${reason}). Give its system user full control of the WhatsApp account. A number that is also ` +
      "in the WhatsApp Business app may have no callback of its own: enter the address as the app’s callback."
    );
  return `Meta refused (${reason}). npm run doctor may say more.`;
}

/** What Meta told; throws why it told nothing. */
export function requireTold<T>(answer: Answer<T>): T {
  if ("failure" in answer) throw new Error(explain(answer.failure));
  return answer.value;
}

/** Throws why Meta did not do what we asked, unless it did. */
export function requireDone(outcome: GraphOutcome): void {
  if (outcome.kind !== "succeeded") throw new Error(explain(outcome));
}

/** Whether Meta refused an address because it could not verify it. */
export function isUnverified(outcome: GraphOutcome): boolean {
  return outcome.kind === "refused" && outcome.error.code === NOT_VERIFIED;
}
