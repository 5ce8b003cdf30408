import { env } from "../../env.ts";
import { appSecrets } from "../../whatsapp/app-secrets.ts";
import { subscribeOurApp } from "../../whatsapp/set-up/account-facts.ts";
import { subscribeToFields } from "../../whatsapp/set-up/app-facts.ts";
import { findCallbacks } from "../../whatsapp/set-up/number-facts.ts";
import { originOf } from "../origin.ts";
import { isFree } from "./callbacks.ts";
import type { NoteRemoved } from "./check.ts";
import type { Facts } from "./facts.ts";
import { describeFailure } from "./finding.ts";
import { requireDone, requireTold } from "./refusals.ts";

/** Where the calls of Meta's API stand that we don't make ourselves. */
const CALLS = "docs/common-issues.md#a-callback-that-somebody-else-has has it";

/** The account's own callback, which Meta takes away when our app is subscribed, and why it must not be; null where it may. */
async function findLoss(ours?: string): Promise<{ account: string | null; why: string | null }> {
  const answer = await findCallbacks();
  if ("failure" in answer) {
    const reason = describeFailure(answer.failure);
    const why = `Subscribing our app could take away the account’s own callback, and Meta doesn’t tell which that is: ${reason}.`;
    return { account: null, why };
  }
  const { account } = answer.value;
  if (account === null || (await isFree(account, ours))) return { account, why: null };
  const why =
    `Subscribing our app takes away the account’s own callback, and somebody may be at ${originOf(account)}, so we don’t. Once ` +
    `you are sure that nobody needs it, call Meta’s API yourself: ${CALLS}.`;
  return { account, why };
}

/** Why our app is not to be subscribed to our account; null where nobody loses messages by it. */
export async function whyNotSubscribe(): Promise<string | null> {
  const { why } = await findLoss();
  return why;
}

/**
 * Has our account's webhooks go to our app, and notes the account's own callback where that is lost. Throws, with nothing changed,
 * where it may be somebody's; it isn't where it is `ours`.
 */
export async function subscribeToAccount(note: NoteRemoved, ours?: string): Promise<void> {
  const { account, why } = await findLoss(ours);
  if (why !== null) throw new Error(why);
  requireDone(await subscribeOurApp());
  if (account !== null) note("account", account);
}

/** Subscribes our app to all fields that we use, at the callback it has or, where nothing is there any more, at ours. */
export async function subscribeToAll(facts: Facts): Promise<void> {
  const [answer, appId, [secret]] = await Promise.all([facts.appSubscription(), facts.appId(), appSecrets()]);
  if (!appId || !secret || !answer) throw new Error("Meta doesn’t say what our app is subscribed to.");
  const { callback, fields } = requireTold(answer);
  const kept = callback === null || (await isFree(callback)) ? env().WHATSAPP_WEBHOOK_URL : callback;
  requireDone(await subscribeToFields(appId, secret, fields, kept));
}
