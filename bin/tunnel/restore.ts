import { crashPoint } from "#lib/crash-points";
import { env } from "#lib/env";
import { isUnverified, requireDone, requireTold } from "#lib/health/doctor/refusals";
import { clearNumberCallback, setNumberCallback } from "#lib/whatsapp/set-up/number-callback";
import { findCallbacks } from "#lib/whatsapp/set-up/number-facts";
import { forget, type KeptCallback, recallKept } from "./kept.ts";
import { askUntilVerified } from "./verified.ts";

const TRIES = 3;

/** Whether two addresses are the same in another spelling; none is only like none. */
export function isSameAddress(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one === other || (URL.canParse(one) && URL.canParse(other) && new URL(one).href === new URL(other).href)
  );
}

/** Whether an address is one that this tunnel has set. */
export function isOurs(address: string | null, { ours }: KeptCallback): boolean {
  return ours.some((one) => isSameAddress(one, address));
}

async function clear(): Promise<void> {
  requireDone(await clearNumberCallback());
}

/** Gives the number the callback back that it had; says what was done. */
async function giveBack({ former }: KeptCallback): Promise<string> {
  if (former === null) {
    await clear();
    return "Restored: the number has no callback of its own again, so the account's or the app's is used.";
  }
  const outcome = await askUntilVerified(() => setNumberCallback(former), TRIES);
  if (!isUnverified(outcome)) {
    requireDone(outcome);
    return `Restored: the number's callback is ${former} again.`;
  }
  await clear();
  return (
    `The number's callback was ${former}, which Meta can no longer verify, so it can't be restored. The number has none of ` +
    "its own now, so the account's or the app's is used."
  );
}

/**
 * Gives the number the callback back that it had before a tunnel, unless somebody else has changed it meanwhile. Says what was
 * done; null where nothing was left. Throws, and keeps everything for the next time, where Meta can't be asked.
 */
export async function restore(dataDir: string): Promise<string | null> {
  const callback = recallKept(dataDir)?.callback ?? null;
  if (callback === null) {
    forget(dataDir);
    return null;
  }
  if (callback.numberId !== env().WHATSAPP_PHONE_NUMBER_ID)
    throw new Error(
      `A tunnel changed the callback of number ${callback.numberId}, but WHATSAPP_PHONE_NUMBER_ID is another. Set it to that, and run npm run tunnel -- --restore.`,
    );
  const { number } = requireTold(await findCallbacks());
  if (isSameAddress(number, callback.former)) {
    forget(dataDir);
    return "The number's callback is what it was before the tunnel.";
  }
  if (!isOurs(number, callback)) {
    forget(dataDir);
    return `Somebody else has changed the number's callback in the meantime (${number ?? "none"}), so it stays. Before the tunnel it was: ${callback.former ?? "none"}.`;
  }
  crashPoint("tunnel_restoring");
  const said = await giveBack(callback);
  crashPoint("tunnel_restored");
  forget(dataDir);
  return said;
}
