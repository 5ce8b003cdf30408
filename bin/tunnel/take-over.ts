import { crashPoint } from "#lib/crash-points";
import { env } from "#lib/env";
import { requireDone, requireTold } from "#lib/health/doctor/refusals";
import { setNumberCallback } from "#lib/whatsapp/set-up/number-callback";
import { type Callbacks, findCallbacks } from "#lib/whatsapp/set-up/number-facts";
import { type KeptCallback, keep, recallKept } from "./kept.ts";
import { isOurs, isSameAddress } from "./restore.ts";
import { subscribe } from "./subscribe.ts";
import { webhookAt } from "./tunnel-settings.ts";
import { askUntilVerified } from "./verified.ts";
import { whyNotOurs } from "./whose-messages.ts";

/** A quick tunnel's address can take half a minute until Meta knows it. */
const TRIES = 20;

/** What is to be given back in the end; throws where the number's callback is not to be touched. */
async function lookBefore(
  { number, account, app }: Callbacks,
  kept: KeptCallback | null,
): Promise<KeptCallback> {
  if (kept && !isOurs(number, kept) && !isSameAddress(number, kept.former))
    throw new Error("Somebody else has changed the number's callback in the meantime.");
  const present = number ?? account ?? app;
  // Also after a lost tunnel: somebody may have entered another address at the account or the app meanwhile.
  const isNew = present !== null && !(kept && isOurs(present, kept));
  const why = isNew ? await whyNotOurs(present) : null;
  if (why !== null) throw new Error(why);
  if (kept) return kept;
  return { numberId: env().WHATSAPP_PHONE_NUMBER_ID, former: number, ours: [] };
}

function summaryOf({ number, account, app }: Callbacks, webhook: string, changed: string[]): string[] {
  const back = number === null ? "takes it away again" : "restores the former one, if it still answers";
  return [
    "Changed at Meta:",
    `  The number's callback: ${webhook} (before: ${number ?? "none of its own"}). Ctrl+C ${back}.`,
    ...changed.map((line) => `  ${line}`),
    "Not changed, as the API can't:",
    ...(app === null || isSameAddress(app, webhook)
      ? []
      : [`  News of templates, preferences and the account still goes to the app's callback: ${app}.`]),
    ...(account === null ? [] : [`  The account's own callback stays ${account}; the number's comes first.`]),
    "  Whether the app is live, and whom a test number may write to, is set on Meta's pages.",
  ];
}

/**
 * Has Meta bring our number's messages to a tunnel's address. What the number's callback was is on the disk before anything is
 * changed. Says what was changed; throws why not.
 */
export async function takeOver(dataDir: string, address: string, signal: AbortSignal): Promise<string[]> {
  const webhook = webhookAt(address);
  const callbacks = requireTold(await findCallbacks());
  const { number, account, app } = callbacks;
  const kept = recallKept(dataDir)?.callback ?? null;
  if (!kept && isSameAddress(number ?? account ?? app, webhook))
    return ["Meta already sends messages to this address.", ...(await subscribe(webhook, TRIES, signal))];
  const before = await lookBefore(callbacks, kept);
  keep(dataDir, { address, callback: { ...before, ours: [...new Set([webhook, ...before.ours])] } });
  crashPoint("tunnel_kept");
  const changed = await subscribe(webhook, TRIES, signal);
  crashPoint("tunnel_subscribed");
  requireDone(await askUntilVerified(() => setNumberCallback(webhook), TRIES, signal));
  crashPoint("tunnel_changed");
  const now = requireTold(await findCallbacks());
  return summaryOf({ ...now, number: before.former }, webhook, changed);
}
