import { setTimeout as sleep } from "node:timers/promises";
import { describeFailure, isTokenRefused } from "#lib/health/doctor/finding";
import { isAboutProof } from "#lib/whatsapp/app-secret-proof";
import type { GraphOutcome } from "#lib/whatsapp/graph";
import type { Answer, Failure } from "#lib/whatsapp/set-up/answer";

/** Meta called the address and did not get the challenge back. */
const NOT_VERIFIED = 2200;

/** Our token may not do that; of the second kind, for numbers that are also in the WhatsApp Business app. */
const NOT_ALLOWED = [10, 200];

const NOT_SUBSCRIBED = /must be subscribed/;

/** Why Meta did not do what we asked, in a sentence, and what to do about it. */
function explain(failure: Failure): string {
  const reason = describeFailure(failure);
  if (failure.kind !== "refused") return `Meta didn't respond (${reason}). Is this machine online?`;
  const { error } = failure;
  if (isTokenRefused(failure))
    return `Meta doesn't accept our access token (${reason}). Run npm run doctor: it tells you how to get a new one.`;
  if (isAboutProof(error))
    return `The app secret and the token belong to different apps (${reason}). Run npm run doctor.`;
  if (error.code === NOT_VERIFIED)
    return `Meta called the address and didn't get the right response (${reason}). Is WHATSAPP_VERIFY_TOKEN the same for npm start?`;
  if (NOT_SUBSCRIBED.test(error.title ?? ""))
    return `Our app doesn't get messages yet (${reason}). Tick messages: Meta for Developers > our app > WhatsApp > Configuration > Webhook fields.`;
  if (NOT_ALLOWED.includes(error.code))
    return (
      `Our token isn't allowed to do that (${reason}). Give its system user full control of the WhatsApp account. A number that is also ` +
      "in the WhatsApp Business app may have no callback of its own: enter the address as the app's callback."
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

const PAUSE_MS = 2000;

/** Asks for something that Meta verifies at an address, some times, as a new address takes a while until everybody knows it. */
export async function askUntilVerified(
  ask: () => Promise<GraphOutcome>,
  tries: number,
  signal?: AbortSignal,
): Promise<GraphOutcome> {
  const outcome = await ask();
  if (!isUnverified(outcome) || tries <= 1 || signal?.aborted) return outcome;
  await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
  return askUntilVerified(ask, tries - 1, signal);
}
