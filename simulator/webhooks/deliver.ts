import { signBody } from "#lib/whatsapp/signature";
import { newLocalId } from "../ids.ts";
import type { Attempt, DeliveryRecord } from "../journal.ts";
import type { Json } from "../json.ts";
import { log } from "../log.ts";
import { pause } from "../pause.ts";
import type { World } from "../world.ts";
import { envelope, escapeAsMeta } from "./envelope.ts";
import { postWebhook } from "./post.ts";
import { signingSecret, webhookTarget } from "./target.ts";

const RETRY_CAP_MILLISECONDS = 5 * 60 * 1000;
const RETRY_LIFETIME_MILLISECONDS = 7 * 24 * 60 * 60 * 1000;

/** The outcome of a webhook that our app is not subscribed to. */
const NOT_SUBSCRIBED = "not subscribed";

type Webhook = Pick<DeliveryRecord, "kind" | "summary" | "phoneId"> & { value: Json; times?: number };

type Delivery = {
  record: DeliveryRecord;
  /** What the first post (or the first posts at once) got. */
  firstOutcomes: Promise<Attempt["outcome"][]>;
  /** Whether the application took it in the end. */
  taken: Promise<boolean>;
};

async function waitForRetry(world: World, era: AbortSignal, milliseconds: number): Promise<boolean> {
  const early = new AbortController();
  const wake = () => early.abort();
  world.wakes.add(wake);
  await pause(milliseconds, AbortSignal.any([early.signal, era, world.closing.signal]));
  world.wakes.delete(wake);
  return !era.aborted && !world.closing.signal.aborted;
}

async function retry(
  world: World,
  era: AbortSignal,
  record: DeliveryRecord,
  rawBody: string,
): Promise<boolean> {
  if (era.aborted || world.closing.signal.aborted) return false;
  const givenUpAt = Date.now() + RETRY_LIFETIME_MILLISECONDS;
  for (let tries = 0; Date.now() < givenUpAt; tries += 1) {
    const wait = Math.min(world.faults.retryStartMs * 2 ** tries, RETRY_CAP_MILLISECONDS);
    record.state = "waiting";
    record.nextAttemptAt = Date.now() + wait;
    world.journal.noteDelivery(record);
    log("warn", "webhook_retry", { delivery: record.id, tries: tries + 1, wait });
    if (!(await waitForRetry(world, era, wait))) return false;
    record.nextAttemptAt = null;
    const attempt = await post(world, rawBody, record.signature);
    record.attempts.push(attempt);
    if (attempt.outcome === 200) return true;
  }
  return false;
}

/** Posts a body once to where the set-up sends it; an attempt without a post where it sends it nowhere. */
function post(world: World, rawBody: string, signature: string): Promise<Attempt> {
  const target = webhookTarget(world);
  if (target) return postWebhook(target, rawBody, signature, world.closing.signal);
  return Promise.resolve({ at: Date.now(), milliseconds: 0, outcome: NOT_SUBSCRIBED });
}

/** Posts a webhook, signed over its bytes, and retries as Meta does until it gets a 200. */
export function deliver(world: World, { value, times = 1, ...fields }: Webhook): Delivery {
  const body = envelope(world.settings, value);
  const era = world.era.signal;
  const rawBody = escapeAsMeta(JSON.stringify(body));
  const signature = signBody(Buffer.from(rawBody), signingSecret(world));
  const record: DeliveryRecord = {
    ...fields,
    id: newLocalId(),
    state: "posting",
    attempts: [],
    nextAttemptAt: null,
    signature,
    body,
  };
  world.journal.noteDelivery(record);
  const first = Promise.all(Array.from({ length: times }, () => post(world, rawBody, signature)));
  const finish = async () => {
    record.attempts.push(...(await first));
    const isTaken = record.attempts.some(({ outcome }) => outcome === 200);
    // What is subscribed to by nobody is not kept for later.
    const isLost = record.attempts.every(({ outcome }) => outcome === NOT_SUBSCRIBED);
    const taken = isTaken || (!isLost && (await retry(world, era, record, rawBody)));
    record.state = taken ? "delivered" : "given up";
    if (!era.aborted) world.journal.noteDelivery(record);
    return taken;
  };
  return { record, taken: finish(), firstOutcomes: first.then((all) => all.map(({ outcome }) => outcome)) };
}
