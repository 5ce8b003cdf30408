import { env } from "../../../env.ts";
import { isLoopback } from "../../../settings/loopback.ts";
import { clearNumberCallback } from "../../../whatsapp/set-up/number-callback.ts";
import { type Callbacks, findCallbacks } from "../../../whatsapp/set-up/number-facts.ts";
import { originOf } from "../../origin.ts";
import { isOurAddress } from "../../own-address.ts";
import { isAbandoned } from "../callbacks.ts";
import type { Check, Level, NoteRemoved } from "../check.ts";
import type { Facts } from "../facts.ts";
import { describeFailure, green, red, unknown } from "../finding.ts";
import { requireDone, requireTold } from "../refusals.ts";
import { subscribeToAccount, subscribeToAll } from "../subscribing.ts";

/** From the level that comes first to the one that counts last. */
const LEVELS: readonly Level[] = ["number", "account", "app"];

const NAMES: Record<Level, string> = {
  number: "The number’s own callback",
  account: "The account’s own callback",
  app: "The app’s callback",
};

const atTheApp = () =>
  `Meta for Developers > our app > WhatsApp > Configuration > Webhook > Callback URL ${env().WHATSAPP_WEBHOOK_URL}, with WHATSAPP_VERIFY_TOKEN as verify token.`;

const BY_HAND: Record<Level, () => string> = {
  number: () =>
    "Take it away by a call of Meta’s API (docs/common-issues.md has it); then the account’s or app’s counts.",
  account: () =>
    "Take it away by a call of Meta’s API (docs/common-issues.md has it); then the app’s counts.",
  app: atTheApp,
};

/** The level whose callback counts, with its address; null where no level has one. */
function winnerOf(callbacks: Callbacks): { level: Level; address: string } | null {
  for (const level of LEVELS) {
    const address = callbacks[level];
    if (address !== null) return { level, address };
  }
  return null;
}

/** The callback that counts now, or the app's where none is set; throws where Meta doesn't tell. */
async function findWinner(): Promise<{ level: Level; address: string | null }> {
  return winnerOf(requireTold(await findCallbacks())) ?? { level: "app", address: null };
}

/** Takes the callback away from the level that counts, or has the app's be ours. */
async function replace(
  { level, address }: { level: Level; address: string | null },
  facts: Facts,
  note: NoteRemoved,
) {
  if (address !== null && !(await isAbandoned(address)))
    throw new Error(`Somebody may be at ${originOf(address)}, so we don’t take its messages away.`);
  // Subscribing anew without an address takes the account's own away.
  if (level === "account") return subscribeToAccount(note);
  if (level === "number") requireDone(await clearNumberCallback());
  else await subscribeToAll(facts);
  if (address !== null) note(level, address);
}

/** Whether webhooks about messages come to our address, and which level of Meta's says so. */
export const callbackCheck: Check = {
  id: "callback",
  name: "Callback",
  why: "Meta sends messages to one address only: the number’s, else the account’s, else the app’s.",
  look: async () => {
    const answer = await findCallbacks();
    if ("failure" in answer)
      return unknown(`Meta doesn’t tell us the callback: ${describeFailure(answer.failure)}.`);
    const winner = winnerOf(answer.value);
    if (!winner) return red("No callback is set at Meta.", atTheApp(), true);
    const { level, address } = winner;
    if (isOurAddress(address)) return green(`${NAMES[level]} is ours.`);
    const says = `${NAMES[level]} is ${originOf(address)}, so messages go there and not to us.`;
    if (isUnreachable(env().WHATSAPP_WEBHOOK_URL))
      return red(
        says,
        "This machine has no public address for Meta: npm run tunnel gives it one, and tells Meta.",
      );
    if (await isAbandoned(address)) return red(`${says} Nobody is there any more.`, BY_HAND[level](), true);
    return red(`${says} Somebody may be there, so we don’t take them away.`, BY_HAND[level]());
  },
  repair: async (facts, note) => {
    for (const _ of LEVELS) {
      const winner = await findWinner();
      if (winner.address !== null && isOurAddress(winner.address)) break;
      await replace(winner, facts, note);
    }
    const { address } = await findWinner();
    return address !== null && isOurAddress(address)
      ? "Messages come to us."
      : "Meta accepted it, but doesn’t show it yet. Look again in a few minutes.";
  },
};

/** Whether Meta can't reach an address; a Meta that is played on this machine can. */
const isUnreachable = (address: string) => isLoopback(address) && !isLoopback(env().WHATSAPP_API_URL);
