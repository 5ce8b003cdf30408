import { Worker } from "node:worker_threads";
import { AppError } from "#lib/errors";
import { readStorable, type StorableEvent } from "#lib/inbox/storable-event";
import { log } from "#lib/log";
import { leftUnread } from "#lib/whatsapp/webhook/left-unread";

/** A body up to this size is read in no time. */
const SHORT_BYTES = 32 * 1024;
const MAX_THREADS = 2;
const MAX_WAITING_BYTES = 64 * 1024 * 1024;
/** The hardest body takes a second of computing; a machine that has thirty times that to do has other worries. */
const READ_MS = 30_000;
const MAX_MEMORY_MB = 512;

/** What a thread gives back: the events, each with the place of its own bytes in the body, or why there are none. */
export type ReadOutcome =
  | { events: (Omit<StorableEvent, "rawBody"> & { ownBytes: number[] | null })[] }
  | { refusal: { code: string; message: string; status: number } };

interface Job {
  rawBody: Uint8Array;
  milliseconds: number;
  resolve: (events: StorableEvent[]) => void;
  reject: (error: unknown) => void;
}

/** A thread, and how it is told what became of the job that it has; idle where it has none. */
interface Thread {
  worker: Worker;
  finish: ((outcome: ReadOutcome | AppError) => void) | null;
}

const threads = new Set<Thread>();
let waiting: Job[] = [];
let waitingBytes = 0;

/**
 * Reads a webhook body as `readStorable` does; a long one in a thread of its own, so that the loop which serves
 * everybody goes on meanwhile. Rejects with `reading_too_slow` after thirty seconds, 503 `overloaded` when too many wait.
 */
export async function readAside(rawBody: Uint8Array, milliseconds = READ_MS): Promise<StorableEvent[]> {
  if (rawBody.length <= SHORT_BYTES) return readStorable(rawBody);
  if (waitingBytes + rawBody.length > MAX_WAITING_BYTES) throw overloaded();
  return new Promise((resolve, reject) => {
    waiting.push({ rawBody, milliseconds, resolve, reject });
    waitingBytes += rawBody.length;
    takeNext();
  });
}

function takeNext(): void {
  const [job] = waiting;
  const idle = [...threads].find(({ finish }) => !finish);
  if (!job || (!idle && threads.size >= MAX_THREADS)) return;
  waiting = waiting.slice(1);
  waitingBytes -= job.rawBody.length;
  work(idle ?? startThread(), job);
}

function startThread(): Thread {
  const worker = new Worker(new URL("./delivery-thread.ts", import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_MEMORY_MB },
  });
  const thread: Thread = { worker, finish: null };
  const end = (fault: AppError) => {
    if (!threads.delete(thread)) return;
    thread.finish?.(fault);
    void worker.terminate();
  };
  worker.on("message", (outcome: ReadOutcome) => thread.finish?.(outcome));
  worker.on("error", (error: NodeJS.ErrnoException) => end(toFault(error)));
  worker.on("exit", () => end(overloaded()));
  worker.unref();
  threads.add(thread);
  return thread;
}

function work(thread: Thread, { rawBody, milliseconds, resolve, reject }: Job): void {
  const timer = setTimeout(() => {
    threads.delete(thread);
    thread.finish?.(leftUnread("reading_too_slow"));
    void thread.worker.terminate();
  }, milliseconds);
  thread.finish = (outcome) => {
    clearTimeout(timer);
    thread.finish = null;
    if (outcome instanceof AppError) reject(outcome);
    else if ("refusal" in outcome) reject(toRefusal(outcome.refusal));
    else resolve(outcome.events.map((event) => withOwnBytes(event, rawBody)));
    takeNext();
  };
  thread.worker.postMessage(rawBody);
}

type ReadEvent = Extract<ReadOutcome, { events: unknown }>["events"][number];

function withOwnBytes({ ownBytes, ...event }: ReadEvent, rawBody: Uint8Array): StorableEvent {
  return { ...event, rawBody: ownBytes && rawBody.subarray(...ownBytes) };
}

function toRefusal({ code, message, status }: { code: string; message: string; status: number }): AppError {
  return new AppError(code, message, status);
}

function toFault(error: NodeJS.ErrnoException): AppError {
  if (error.code === "ERR_WORKER_OUT_OF_MEMORY") return leftUnread("reading_too_slow");
  log().error({ error }, "a thread that reads deliveries ended");
  return overloaded();
}

function overloaded(): AppError {
  const words = "Too much is coming in at once. Please try again in a moment.";
  return new AppError("overloaded", words, 503, { retryAfterSeconds: 1 });
}
