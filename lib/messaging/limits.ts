import { countTry, type Limit } from "../limits.ts";

const PER_SENDER: Limit = { name: "send", tries: 120, seconds: 60 };

/** Counts a single message of a member of staff: 120 a minute; throws 429. Many people at once are a broadcast's work. */
export function countSend(accountId: string): Promise<void> {
  return countTry(PER_SENDER, accountId);
}
