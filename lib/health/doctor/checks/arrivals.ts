import { pool } from "../../../db.ts";
import { statusIn } from "../../../outbox/states.ts";
import { findHistory } from "../../../whatsapp/set-up/message-history.ts";
import type { Check } from "../check.ts";
import { count, green, red, unknown, yellow } from "../finding.ts";

/** So many minutes after Meta accepted a message, a status of it should have come. */
const SILENT_MINUTES = 10;

/** How many silent messages Meta is asked about: enough to see a pattern, few enough for its limits. */
const MOST_ASKED = 3;

interface Arrivals {
  newestEvent: number | null;
  newestStatus: number | null;
  silent: number;
  wamids: string[];
}

const ARRIVALS = `
  with silent as (
    select wamid from outbound_messages
    where ${statusIn(["accepted"])} and wamid is not null and accepted_at < now() - make_interval(mins => ${SILENT_MINUTES})
      and accepted_at > now() - interval '1 day'
    order by accepted_at desc limit 1000
  )
  select (select extract(epoch from now() - max(received_at))::float from webhook_events) as "newestEvent",
    (select extract(epoch from now() - max(greatest(sent_at, delivered_at, read_at, failed_at)))::float
      from outbound_messages where updated_at > now() - interval '7 days') as "newestStatus",
    (select count(*)::int from silent) as silent,
    (select coalesce(array_agg(wamid), '{}') from (select wamid from silent limit ${MOST_ASKED}) as few) as wamids`;

async function readArrivals(): Promise<Arrivals | null> {
  const found = await pool()
    .query<Arrivals>(ARRIVALS)
    .catch(() => null);
  return found?.rows[0] ?? null;
}

function agoInWords(seconds: number): string {
  if (seconds < 90) return `${count(seconds, "second")} ago`;
  if (seconds < 5400) return `${count(seconds / 60, "minute")} ago`;
  if (seconds < 48 * 3600) return `${count(seconds / 3600, "hour")} ago`;
  return `${count(seconds / 86_400, "day")} ago`;
}

/** Whether Meta's news of messages arrive, and what Meta says of those that it is silent about. */
export const arrivalsCheck: Check = {
  id: "arrivals",
  name: "Webhooks arrive",
  why: "A webhook that stopped looks like students who have gone quiet.",
  look: async () => {
    const found = await readArrivals();
    if (!found) return unknown("Can’t be told while the database can’t be reached.");
    const { newestEvent, newestStatus, silent, wamids } = found;
    if (newestEvent === null)
      return unknown("No webhook has ever arrived.", "Send hi to the number from a phone, then look again.");
    const newest = `Newest webhook ${agoInWords(newestEvent)}${newestStatus === null ? "" : `, newest status ${agoInWords(newestStatus)}`}.`;
    if (silent === 0) return green(newest);
    const told = await Promise.all(wamids.map((wamid) => findHistory(wamid)));
    const events = told.flatMap((answer) => ("value" in answer ? answer.value : []));
    const waits = `We have heard nothing of ${count(silent, "message")} for ${SILENT_MINUTES} minutes since Meta accepted them.`;
    if (events.some(({ webhook }) => webhook === "FAILED" || webhook === "RETRYING"))
      return red(
        `${waits} Meta says that its webhooks about them fail.`,
        "See the checks of the public address and of the callback.",
      );
    if (events.some(({ webhook }) => webhook === "DELIVERED"))
      return red(
        `${waits} Meta says that its webhooks about them were taken, but not by us.`,
        "See the check of the callback: they go to another server.",
      );
    return yellow(
      `${waits} Meta has no news of them either.`,
      "Phones that are off explain it; so does a paused template.",
    );
  },
};

/** How long no webhook may come until we suspect that the app isn't live. */
const QUIET_SECONDS = 24 * 3600;

/** Whether strangers reach us: no field of Meta's tells whether an app is live. */
export const liveCheck: Check = {
  id: "live",
  name: "App is live",
  why: "An app in development only gets messages of its own testers.",
  look: async () => {
    const { newestEvent = null } = (await readArrivals()) ?? {};
    const isQuiet = newestEvent === null || newestEvent > QUIET_SECONDS;
    return unknown(
      isQuiet
        ? "Meta has no way to tell, and nothing has arrived for a day."
        : "Meta has no way to tell. Webhooks do arrive.",
      isQuiet
        ? "Look yourself: Meta for Developers > our app > App mode: Live. A test number also needs each recipient on its list, in the form in which their webhook gave it."
        : null,
    );
  },
};
