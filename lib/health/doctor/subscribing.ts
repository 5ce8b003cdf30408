import { appSecrets } from "../../whatsapp/app-secrets.ts";
import type { GraphOutcome } from "../../whatsapp/graph.ts";
import { subscribeToFields } from "../../whatsapp/set-up/app-facts.ts";
import { callbackToKeep } from "./callbacks.ts";
import type { Facts } from "./facts.ts";
import { describeFailure } from "./finding.ts";

/** Throws why Meta did not do what we asked, unless it did. */
export function requireDone(outcome: GraphOutcome): void {
  if (outcome.kind !== "succeeded") throw new Error(`Meta refused: ${describeFailure(outcome)}.`);
}

/** Subscribes our app to all fields that we use, at the callback it has or, where nothing is there any more, at ours. */
export async function subscribeToAll(facts: Facts): Promise<void> {
  const [answer, appId, [secret]] = await Promise.all([facts.appSubscription(), facts.appId(), appSecrets()]);
  if (!appId || !secret || !answer || "failure" in answer)
    throw new Error("Meta doesn’t say what our app is subscribed to.");
  const callback = await callbackToKeep(answer.value.callback);
  requireDone(await subscribeToFields(appId, secret, answer.value.fields, callback));
}
