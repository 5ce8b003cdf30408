import { isDatabaseUnavailable } from "#lib/database-errors";
import { type Db, transaction } from "#lib/db";
import { describeError, log } from "#lib/log";
import {
  finishEvent,
  type PendingEvent,
  postponeEvent,
  revisitEvent,
  takeUnorderedEvents,
} from "#lib/messaging/inbox";
import { applyStatus } from "#lib/messaging/statuses";
import { refreshTemplates } from "#lib/messaging/templates";
import { isTemplateChange } from "#lib/whatsapp/changes";
import { readStatusReport } from "#lib/whatsapp/status";

const BATCH = 100;

/** Seconds until the next look for the message that an early status is about; after the last it is an orphan. */
const REVISIT_SECONDS = [1, 5, 30, 300];

/** Applies statuses and other changes, a batch in a transaction; the number that was worked on. One that fails is set aside. */
export async function applyEvents(): Promise<number> {
  try {
    return await applyBatch(BATCH);
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error;
    log().warn({ error }, "a batch of events failed; they are applied one by one");
    return applyOne();
  }
}

async function applyBatch(limit: number, onTake: (event: PendingEvent) => void = () => {}): Promise<number> {
  let templatesChanged = false;
  const count = await transaction(async (tx) => {
    const events = await takeUnorderedEvents(tx, limit);
    for (const event of events) {
      onTake(event);
      if (event.kind === "status") await applyStatusEvent(tx, event);
      else {
        templatesChanged ||= isTemplateChange(event.payload);
        await finishEvent(tx, event.id, "ignored");
      }
    }
    return events.length;
  });
  if (templatesChanged) await refreshTemplates();
  return count;
}

async function applyOne(): Promise<number> {
  let taken: PendingEvent | undefined;
  try {
    return await applyBatch(1, (event) => {
      taken = event;
    });
  } catch (error) {
    if (!taken || isDatabaseUnavailable(error)) throw error;
    const { kind, code } = describeError(error);
    await postponeEvent({ ...taken, attempts: taken.attempts + 1 }, String(code ?? kind));
    return 1;
  }
}

async function applyStatusEvent(tx: Db, event: PendingEvent): Promise<void> {
  const report = readStatusReport(event.payload, event.receivedAt);
  if (!report) {
    await finishEvent(tx, event.id, "ignored");
    return;
  }
  if (await applyStatus(tx, report)) {
    await finishEvent(tx, event.id);
    return;
  }
  const seconds = REVISIT_SECONDS[event.attempts];
  if (seconds !== undefined) {
    await revisitEvent(tx, event.id, seconds);
    return;
  }
  await finishEvent(tx, event.id, "orphaned");
  log().warn({ eventId: String(event.id) }, "a status is about no message of ours");
}
