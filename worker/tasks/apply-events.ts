import type { Db } from "#lib/db";
import { transaction } from "#lib/db";
import { log } from "#lib/log";
import { finishEvent, type PendingEvent, revisitEvent, takeUnorderedEvents } from "#lib/messaging/inbox";
import { applyStatus } from "#lib/messaging/statuses";
import { refreshTemplates } from "#lib/messaging/templates";
import { isTemplateChange } from "#lib/whatsapp/changes";
import { readStatusReport } from "#lib/whatsapp/status";

const BATCH = 100;

/** Seconds until the next look for the message that an early status is about; after the last it is an orphan. */
const REVISIT_SECONDS = [1, 5, 30, 300];

/** Applies statuses and other changes, a batch in a transaction; the number that was worked on. */
export async function applyEvents(): Promise<number> {
  let templatesChanged = false;
  const count = await transaction(async (tx) => {
    const events = await takeUnorderedEvents(tx, BATCH);
    for (const event of events) {
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
