import fc from "fast-check";
import { expect, test } from "vitest";
import type { StatusReport } from "../whatsapp/webhook/status.ts";
import { RANK } from "./states.ts";
import { foldReports, type StoredMessage } from "./status-fold.ts";

const message: StoredMessage = { id: "m", wamid: "w", rank: RANK.accepted, status: "accepted" };
const word = fc.constantFrom<StatusReport["status"]>("sent", "failed", "delivered", "read");
const report = fc.record({ status: word, second: fc.nat({ max: 9 }) });

function reportOf({ status, second }: { status: StatusReport["status"]; second: number }): StatusReport {
  const at = new Date(1_700_000_000_000 + second * 1000);
  return { wamid: "w", status, at, outboundId: null, attempt: null, error: null };
}

/** What is shown after some reports: the state, and the earliest time of each. */
function shownAfter(reports: StatusReport[], before: StoredMessage = message) {
  const [change] = foldReports([before], reports).changes;
  if (!change) return null;
  const { status, rank, sentAt, deliveredAt, readAt, failedAt } = change;
  return { status, rank, sentAt, deliveredAt, readAt, failedAt };
}

test("any states in any order and number end in the highest", () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1, maxLength: 6 }), (reports) => {
      const highest = Math.max(...reports.map(({ status }) => RANK[status]));
      expect(shownAfter(reports.map(reportOf))?.rank).toBe(highest);
    }),
    { numRuns: 10_000 },
  );
});

test("neither their order nor a repeat of any makes a difference", () => {
  const twice = fc
    .array(report, { minLength: 1, maxLength: 8 })
    .chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.shuffledSubarray([...reports, ...reports], { minLength: reports.length * 2 }),
      ),
    );
  fc.assert(
    fc.property(twice, ([once, again]) => {
      expect(shownAfter(again.map(reportOf))).toEqual(shownAfter(once.map(reportOf)));
    }),
    { numRuns: 2000 },
  );
});

test("in two batches they make the same state as in one", () => {
  fc.assert(
    fc.property(fc.array(report, { minLength: 1 }), fc.array(report, { minLength: 1 }), (first, second) => {
      const [early, late] = [first.map(reportOf), second.map(reportOf)];
      const between = foldReports([message], early).changes[0] ?? message;
      expect(shownAfter(late, between)?.status).toBe(shownAfter([...early, ...late])?.status);
    }),
    { numRuns: 2000 },
  );
});
