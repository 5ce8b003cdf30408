import { isDatabaseUnavailable, isDeadlock } from "./database/database-errors.ts";

/** How many calls of one kind are under way at the same time. */
const MOST_UNDER_WAY = 2;

interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Makes of `work`, which does many items in one statement, a function for one: what is asked for at the same time shares
 * a call, and what comes while two calls are under way forms the next one. `work` answers in the order of its items.
 * @param most items in one call
 */
export function coalesce<Item, Result>(
  most: number,
  work: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let underWay = 0;
  let isAboutToStart = false;

  function start(): void {
    isAboutToStart = false;
    while (underWay < MOST_UNDER_WAY && waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      underWay += 1;
      void finish(batch);
    }
  }

  async function finish(batch: Waiting<Item, Result>[]): Promise<void> {
    const outcomes = await settleTogether(
      batch.map(({ item }) => item),
      work,
    );
    for (const [at, { resolve, reject }] of batch.entries()) {
      const outcome = outcomes[at];
      if (outcome?.status === "fulfilled") resolve(outcome.value);
      else reject(outcome?.reason);
    }
    underWay -= 1;
    start();
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (isAboutToStart) return;
      isAboutToStart = true;
      // What has arrived in the same moment is read first, so that it goes along.
      setImmediate(start);
    });
}

/**
 * Works on several items in one go or, where that fails for another reason than the database's absence, on one after the
 * other, so that a faulty one fails alone. Tells what came of each, in their order.
 */
export async function settleTogether<Item, Result>(
  items: Item[],
  work: (items: Item[]) => Promise<Result[]>,
): Promise<PromiseSettledResult<Result>[]> {
  try {
    return (await work(items)).map((value) => ({ status: "fulfilled", value }));
  } catch (reason) {
    if (items.length === 1 || (isDatabaseUnavailable(reason) && !isDeadlock(reason)))
      return items.map(() => ({ status: "rejected", reason }));
    const outcomes: PromiseSettledResult<Result>[] = [];
    for (const item of items) outcomes.push(...(await settleTogether([item], work)));
    return outcomes;
  }
}
