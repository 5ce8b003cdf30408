import { settleTogether } from "../coalesce.ts";
import { AppError } from "../errors.ts";

/** What is stored together with others that come at the same time. */
export interface Committable {
  /** What it is about: of two with one of these in common, the first that came is committed before the second is stored. */
  orderKeys: string[];
  /** How many rows it makes. */
  rows: number;
  bytes: number;
}

const MAX_FLYING = 2;
/** A batch flies beside another one only with so many rows: each costs a round trip and a commit, however small it is. */
const WORTH_FLYING_ROWS = 64;
/** Nor does it wait longer for one that is held up, such as by somebody else's transaction. */
const HELD_UP_MS = 5;
const MAX_WAITING = 200;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
const MAX_BATCH_ROWS = 1000;

interface Entry<T> {
  item: T;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Stores items that arrive at the same time in one batch; if it fails, each item alone. The returned function resolves once
 * its item is committed, and throws 503 `overloaded` when too many wait.
 */
export function groupCommit<T extends Committable>(
  store: (items: T[]) => Promise<void>,
): (item: T) => Promise<void> {
  let waiting: Entry<T>[] = [];
  let waitingBytes = 0;
  let waitingRows = 0;
  let flying = 0;
  let isAboutToFly = false;
  let heldUp = 0;
  const flyingKeys = new Set<string>();

  function take(): Entry<T>[] {
    const batch: Entry<T>[] = [];
    const left: Entry<T>[] = [];
    const held = new Set<string>();
    let rows = 0;
    for (const entry of waiting) {
      const { item } = entry;
      const isFull = batch.length > 0 && rows + item.rows > MAX_BATCH_ROWS;
      if (isFull || item.orderKeys.some((key) => flyingKeys.has(key) || held.has(key))) {
        for (const key of item.orderKeys) held.add(key);
        left.push(entry);
      } else {
        rows += item.rows;
        waitingBytes -= item.bytes;
        waitingRows -= item.rows;
        batch.push(entry);
      }
    }
    waiting = left;
    return batch;
  }

  function mayFly(): boolean {
    if (flying === 0) return true;
    return flying < MAX_FLYING && (flying === heldUp || waitingRows >= WORTH_FLYING_ROWS);
  }

  function fly(): void {
    while (waiting.length > 0 && mayFly()) {
      const batch = take();
      if (batch.length === 0) return;
      const keys = batch.flatMap(({ item }) => item.orderKeys);
      for (const key of keys) flyingKeys.add(key);
      flying += 1;
      const watch = watchFlight();
      void land(batch).then(() => {
        watch.end();
        for (const key of keys) flyingKeys.delete(key);
        flying -= 1;
        fly();
      });
    }
  }

  /** Counts a flight as held up from some time on, until it ends. */
  function watchFlight(): { end: () => void } {
    let counted = 0;
    const timer = setTimeout(() => {
      counted = 1;
      heldUp += 1;
      fly();
    }, HELD_UP_MS);
    return {
      end: () => {
        clearTimeout(timer);
        heldUp -= counted;
      },
    };
  }

  /** What has arrived in the same moment is read first, so that it goes along. */
  function flySoon(): void {
    if (isAboutToFly) return;
    isAboutToFly = true;
    setImmediate(() => {
      isAboutToFly = false;
      fly();
    });
  }

  async function land(batch: Entry<T>[]): Promise<void> {
    const outcomes = await settleTogether(
      batch.map(({ item }) => item),
      async (items) => {
        await store(items);
        return items;
      },
    );
    for (const [at, { resolve, reject }] of batch.entries()) {
      const outcome = outcomes[at];
      if (outcome?.status === "rejected") reject(outcome.reason);
      else resolve();
    }
  }

  return (item) => {
    if (waiting.length >= MAX_WAITING || waitingBytes + item.bytes > MAX_WAITING_BYTES) {
      const words = "Too much is coming in at once. Please try again in a moment.";
      return Promise.reject(new AppError("overloaded", words, 503, { retryAfterSeconds: 1 }));
    }
    return new Promise((resolve, reject) => {
      waitingBytes += item.bytes;
      waitingRows += item.rows;
      waiting.push({ item, resolve, reject });
      flySoon();
    });
  };
}
