import { countTry, type Limit } from "../limits.ts";

const PER_SENDER: Limit = { name: "send", tries: 120, seconds: 60 };

const REFRESHES: Limit = { name: "templates", tries: 5, seconds: 60 };
const ALL_REFRESHES: Limit = { name: "all-templates", tries: 30, seconds: 600 };

/** Counts a refresh of the templates: 5 a minute for each account, 30 in ten minutes for all, since Meta counts them too; throws 429. */
export async function countTemplateRefresh(accountId: string): Promise<void> {
  await countTry(REFRESHES, accountId);
  await countTry(ALL_REFRESHES, "all");
}

/** Counts a single message of a member of staff: 120 a minute; throws 429. Many people at once are a broadcast's work. */
export function countSend(accountId: string): Promise<void> {
  return countTry(PER_SENDER, accountId);
}
