import { isAbandoned } from "#lib/health/doctor/callbacks";
import { gatherFacts } from "#lib/health/doctor/facts";
import { requireDone, requireTold } from "#lib/health/doctor/refusals";
import { subscribeToAccount } from "#lib/health/doctor/subscribing";
import { appSecrets } from "#lib/whatsapp/app-secrets";
import { subscribeToFields } from "#lib/whatsapp/set-up/app-facts";
import { askUntilVerified } from "./verified.ts";

/**
 * Has our app get the account's webhooks, without which Meta takes no callback for the number. Says what it changed; an app that
 * gets them already is left alone, since subscribing anew would take an address of the account's own away. Throws where somebody
 * would lose messages by it.
 */
export async function subscribe(webhook: string, tries: number, signal: AbortSignal): Promise<string[]> {
  const facts = gatherFacts();
  const [apps, appId, subscription] = await Promise.all([
    facts.subscribedApps(),
    facts.appId(),
    facts.appSubscription(),
  ]);
  const changed: string[] = [];
  if (appId !== null && !requireTold(apps).some(({ id }) => id === appId)) {
    await subscribeToAccount(
      (_, address) =>
        changed.push(
          `The account's own callback, ${address}, was taken away by that: nobody was there any more.`,
        ),
      webhook,
    );
    changed.unshift("Our app now gets the account's webhooks. It stays that way.");
  }
  const [secret] = await appSecrets();
  const known = subscription && "value" in subscription ? subscription.value : null;
  const isFree = known !== null && (known.callback === null || (await isAbandoned(known.callback)));
  if (isFree && appId !== null && secret !== undefined) {
    const ask = () => subscribeToFields(appId, secret, known.fields, webhook);
    requireDone(await askUntilVerified(ask, tries, signal));
    changed.push(
      `The app’s callback: ${webhook} (before: ${known.callback ?? "none"}), with all fields that we use. It stays that way: enter your permanent address there once you have one.`,
    );
  }
  return changed;
}
