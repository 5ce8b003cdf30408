import { setTimeout as pause } from "node:timers/promises";
import { type Gate, passGate } from "../../gate.ts";
import { forgetTries, type Limit, tally, tooManyTries } from "../../limits.ts";
import { networksOf } from "../../requests/address.ts";
import { findKnownBrowser } from "./known-browsers.ts";
import { type CountedTry, countSignIn } from "./sign-in-counts.ts";

/** Who tries to sign in, and from where: an e-mail address as it was typed, a network address, the browser's cookies. */
interface Trying {
  email: string;
  address: string;
  cookieHeader: string | null;
}

/** From whom a try comes: a browser that is known for the account, anybody, or a network that is slowed. */
export type Comer = "known" | "anybody" | "slowed";

/** Looks at the password; null where it is wrong. */
type Judge<T> = (comer: Comer) => Promise<T | null>;

/** How many tries a browser has with an account that it is known for; then it counts as a stranger's. */
const PER_BROWSER: Limit = { name: "sign-in-browser", tries: 10, seconds: 600 };

const LONGEST_DELAY_SECONDS = 10;

/** How long a try from a network that is slowed keeps its place: it has ten a second at most. */
const SLOW_PLACE_MS = 200;

const refuse = () => tooManyTries(LONGEST_DELAY_SECONDS);

/** All who are kept waiting together, so that they cannot use up our connections. */
const SLOWED: Gate = { inside: 2000, room: { waiting: 0, refuse } };

/** Those of one network; who comes last waits about half a minute, which is less than proxies do. */
const SLOW_NETWORK: Gate = { inside: 2, room: { waiting: 300, refuse } };

/**
 * Those who try one account, few at once, else a thousand could wait out one delay together: the others wait in line, of
 * each network one. It is a delay, and no lockout: networks that have not tried before have a line of their own.
 */
const DELAYED: Gate = { inside: 4, room: { waiting: 8, refuse } };
const DELAYED_OF_NETWORK: Gate = { inside: 1, room: { waiting: 0, refuse } };

/**
 * Has a try to sign in judged: at once, or past a limit later, or not, with 429. A browser that is known for the account
 * pays for its own failures only, so that no stranger can lock out the owner.
 */
export async function limitSignIn<T>(trying: Trying, judge: Judge<T>): Promise<T | null> {
  const { email, cookieHeader } = trying;
  const browser = findKnownBrowser(cookieHeader, email);
  const key = `${email} ${browser}`;
  if (browser === null || (await tally(PER_BROWSER, key)).isOver) return limitStranger(trying, judge);
  const judged = await judge("known");
  if (judged !== null) await forgetTries(PER_BROWSER, key);
  return judged;
}

async function limitStranger<T>({ email, address }: Trying, judge: Judge<T>): Promise<T | null> {
  const counted = await countSignIn(email, address);
  const [narrow, wide = narrow] = networksOf(address);
  const look = () => judge(counted.isSlow ? "slowed" : "anybody");
  try {
    if (counted.excess > 0) await delay(email, wide, counted);
    const judged = await (counted.isSlow ? slowly(wide, look) : look());
    if (judged !== null) await counted.forget();
    return judged;
  } catch (error) {
    await counted.takeBack();
    throw error;
  }
}

/** Waits a second for each try too many, and before that for a place. */
function delay(email: string, network: string, { excess, hasTried }: CountedTry): Promise<void> {
  const milliseconds = Math.min(excess, LONGEST_DELAY_SECONDS) * 1000;
  return passGate(SLOWED, "", () =>
    passGate(DELAYED_OF_NETWORK, `${email} ${network}`, () =>
      passGate(DELAYED, email, () => pause(milliseconds), !hasTried),
    ),
  );
}

/** Judges when it is this network's turn, and lets its next one in no sooner than a place lasts. */
async function slowly<T>(network: string, judge: () => Promise<T>): Promise<T> {
  return passGate(SLOWED, "", () =>
    passGate(SLOW_NETWORK, network, async () => {
      const [judged] = await Promise.all([judge(), pause(SLOW_PLACE_MS)]);
      return judged;
    }),
  );
}
