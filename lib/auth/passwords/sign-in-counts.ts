import { audit } from "../../audit.ts";
import {
  countTry,
  forgetTries,
  forgiveTry,
  isFirstRefusal,
  type Limit,
  tally,
  tooManyTries,
} from "../../limits.ts";
import { networksOf } from "../../requests/address.ts";

/** What is counted, and under which key. */
type Count = [limit: Limit, key: string];

/** How many tries with one account a network has; and an IPv6 network of 48 bits. */
const PER_ACCOUNT: Limit = { name: "sign-in-account", tries: 10, seconds: 600 };
const PER_ACCOUNT_WIDE: Limit = { name: "sign-in-account-wide", tries: 30, seconds: 600 };

/** How many tries a network has before it is slowed, whatever the accounts; and an IPv6 network of 48 bits. */
const PER_ADDRESS: Limit = { name: "sign-in-address", tries: 300, seconds: 600 };
const PER_ADDRESS_WIDE: Limit = { name: "sign-in-address-wide", tries: 1200, seconds: 600 };

/** How many tries an account has over all networks before strangers are delayed. */
const EVERYWHERE: Limit = { name: "sign-in-everywhere", tries: 10, seconds: 3600 };

/** How many failures with one account are let pass in a network that is slowed. */
const FAILURES_WHILE_SLOW = 2;

/** How a counted try is to be judged, and what becomes of its count. */
export interface CountedTry {
  /** Whether its network tried so much that it is slowed. */
  isSlow: boolean;
  /** How many tries more than its limit the account has over all networks; 0 or less within it. */
  excess: number;
  /** Whether this network has tried the account before. */
  hasTried: boolean;
  /** Takes the try back, since it was not judged. */
  takeBack: () => Promise<void>;
  /** Takes it back since it was right, and forgets what failed before with this account from this network. */
  forget: () => Promise<void>;
}

/**
 * Counts a stranger's try to sign in. Throws 429 only for the account's own failures from this network, audited once a
 * period: what others do there, or elsewhere with this account, is no reason to refuse.
 */
export async function countSignIn(email: string, address: string): Promise<CountedTry> {
  const [narrow, wide] = networksOf(address);
  const auditRefusal = () => audit("sign_in_refused", { address, details: { reason: "too_many_tries" } });
  const count = async (limit: Limit, key: string) => {
    const counted = await tally(limit, key);
    if (isFirstRefusal(limit, counted)) await auditRefusal();
    return counted;
  };
  // The account first: what it is refused costs nobody else at its school's one address a try.
  const own = await count(PER_ACCOUNT, `${email} ${narrow}`);
  if (own.isOver) throw tooManyTries(own.secondsLeft);
  if (wide) await countTry(PER_ACCOUNT_WIDE, `${email} ${wide}`, auditRefusal);
  const { isOver } = await count(PER_ADDRESS, narrow);
  const isSlow = (wide !== undefined && (await count(PER_ADDRESS_WIDE, wide)).isOver) || isOver;
  if (isSlow && own.tries > FAILURES_WHILE_SLOW + 1) throw tooManyTries(own.secondsLeft);
  const everywhere = await tally(EVERYWHERE, email);
  const ofAccount: Count[] = [
    [PER_ACCOUNT, `${email} ${narrow}`],
    ...(wide ? [[PER_ACCOUNT_WIDE, `${email} ${wide}`] satisfies Count] : []),
  ];
  const ofAll: Count[] = [
    [EVERYWHERE, email],
    [PER_ADDRESS, narrow],
    ...(wide ? [[PER_ADDRESS_WIDE, wide] satisfies Count] : []),
  ];
  return {
    isSlow,
    hasTried: own.tries > 1,
    excess: everywhere.tries - EVERYWHERE.tries,
    takeBack: () => forEach([...ofAll, ...ofAccount], forgiveTry),
    forget: async () => {
      await forEach(ofAll, forgiveTry);
      await forEach(ofAccount, forgetTries);
    },
  };
}

async function forEach(counts: Count[], act: (...count: Count) => Promise<void>): Promise<void> {
  for (const count of counts) await act(...count);
}
