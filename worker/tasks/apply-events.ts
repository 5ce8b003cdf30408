import { isOutage } from "#lib/database/outage";
import { type Db, transaction } from "#lib/db";
import { failureCode } from "#lib/inbox/failure-code";
import { postponeEvent } from "#lib/inbox/inbox";
import {
  type Settlement,
  settleEvents,
  takeUnorderedEvents,
  type UnorderedEvent,
} from "#lib/inbox/unordered-events";
import { log } from "#lib/log";
import { applyStatuses } from "#lib/outbox/statuses";
import { applyPreferences, recordMarketingRefusals } from "#lib/people/preferences";
import { refreshTemplates } from "#lib/templates/templates";
import { isTemplateChange } from "#lib/whatsapp/webhook/changes";
import { readStatusReport, type StatusReport } from "#lib/whatsapp/webhook/status";

const BATCH = 500;

/** Seconds until the next look for the message that an early status is about; after the last it is an orphan. */
const REVISIT_SECONDS = [1, 5, 30, 300];

interface Batch {
  taken: UnorderedEvent[];
  /** Events that cannot be applied, with the code of their fault. */
  faulty: Map<UnorderedEvent, string>;
  templatesChanged: boolean;
}

/** Applies statuses and other changes, a batch in a transaction; the number that was worked on. One that fails becomes a dead letter. */
export async function applyEvents(): Promise<number> {
  const batch = newBatch();
  try {
    await applyBatch(batch);
  } catch (error) {
    if (batch.taken.length === 0 || (await isOutage(error))) throw error;
    log().warn({ error }, "a batch of events failed; they are applied one by one");
    for (const event of batch.taken) await applyAlone(event);
  }
  return batch.taken.length;
}

const newBatch = (): Batch => ({ taken: [], faulty: new Map(), templatesChanged: false });

async function applyAlone(event: UnorderedEvent): Promise<void> {
  try {
    await applyBatch(newBatch(), [event.id]);
  } catch (error) {
    if (await isOutage(error)) throw error;
    await postpone(event, failureCode(error));
  }
}

async function applyBatch(batch: Batch, ids?: string[]): Promise<void> {
  await transaction(async (tx) => {
    batch.taken = await takeUnorderedEvents(tx, BATCH, ids);
    if (batch.taken.length > 0) await settleEvents(tx, await applyTaken(tx, batch));
  });
  for (const [event, code] of batch.faulty) await postpone(event, code);
  if (batch.templatesChanged) await refreshTemplates();
}

async function applyTaken(tx: Db, batch: Batch): Promise<Map<string, Settlement>> {
  const settlements = new Map<string, Settlement>();
  const reported: { event: UnorderedEvent; report: StatusReport }[] = [];
  for (const event of batch.taken) {
    if (event.kind === "status") {
      const report = readOrGiveUp(event, batch);
      if (report) reported.push({ event, report });
      else if (report === null) settlements.set(event.id, "ignored");
    } else {
      batch.templatesChanged ||= isTemplateChange(event.payload);
      const isApplied = await applyPreferences(tx, event.payload, event.receivedAt);
      settlements.set(event.id, isApplied ? "done" : "ignored");
    }
  }
  const outcomes = await applyStatuses(
    tx,
    reported.map(({ report }) => report),
  );
  await recordMarketingRefusals(
    tx,
    reported.map(({ report }) => report),
  );
  for (const [index, { event }] of reported.entries()) {
    const outcome = outcomes[index];
    if (outcome === "contradictory") batch.faulty.set(event, "wamid_taken");
    else settlements.set(event.id, outcome === "applied" ? "done" : revisit(event));
  }
  return settlements;
}

/** The report of a status event, null where it tells nothing, undefined where it cannot be read. */
function readOrGiveUp(event: UnorderedEvent, { faulty }: Batch): StatusReport | null | undefined {
  try {
    return readStatusReport(event.payload, event.receivedAt);
  } catch (error) {
    faulty.set(event, failureCode(error));
    return undefined;
  }
}

function revisit({ id, attempts }: UnorderedEvent): Settlement {
  const inSeconds = REVISIT_SECONDS[attempts];
  if (inSeconds !== undefined) return { inSeconds };
  log().warn({ eventId: id }, "a status is about no message of ours");
  return "orphaned";
}

async function postpone(event: UnorderedEvent, code: string): Promise<void> {
  await postponeEvent({ ...event, attempts: event.attempts + 1 }, code);
}
