import { countTry, type Limit } from "../limits.ts";

const PER_SENDER: Limit = { name: "send", tries: 120, seconds: 60 };

const REFRESHES: Limit = { name: "templates", tries: 5, seconds: 60 };
const ALL_REFRESHES: Limit = { name: "all-templates", tries: 30, seconds: 600 };

/** Counts a refresh of the templates, for the account and for all together, since Meta counts them too; throws 429. */
export async function countTemplateRefresh(accountId: string): Promise<void> {
  await countTry(REFRESHES, accountId);
  await countTry(ALL_REFRESHES, "all");
}

/** Counts a message that a member of staff sends to one person; throws 429. */
export function countSend(accountId: string): Promise<void> {
  return countTry(PER_SENDER, accountId);
}
