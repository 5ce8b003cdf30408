import { count } from "../../../count.ts";
import { ageInWords } from "../../../time.ts";
import { findHistory } from "../../../whatsapp/set-up/message-history.ts";
import { SILENT_MINUTES } from "../../silent.ts";
import type { Check } from "../check.ts";
import { green, NO_DATABASE, red, unknown, yellow } from "../finding.ts";

/** Whether Meta's news of messages arrive, and what Meta says of those that it is silent about. */
export const arrivalsCheck: Check = {
  id: "arrivals",
  name: "Webhooks arrive",
  why: "When webhooks stop, it looks as if students had gone quiet.",
  look: async ({ arrivals }) => {
    const found = await arrivals();
    if (!found) return unknown(NO_DATABASE);
    const { newestEvent, newestStatus, silent, wamids } = found;
    if (newestEvent === null)
      return unknown("No webhook has ever arrived.", "Send hi to the number from a phone, then look again.");
    const newest = `Newest webhook ${ageInWords(newestEvent)} ago${newestStatus === null ? "" : `, newest status ${ageInWords(newestStatus)} ago`}.`;
    if (silent === 0) return green(newest);
    const told = await Promise.all(wamids.map((wamid) => findHistory(wamid)));
    const events = told.flatMap((answer) => ("value" in answer ? answer.value : []));
    const waits = `Meta accepted ${count(silent, "message")} more than ${SILENT_MINUTES} minutes ago, and we have heard nothing since.`;
    if (events.some(({ webhook }) => webhook === "FAILED" || webhook === "RETRYING"))
      return red(
        `${waits} Meta says that its webhooks about that fail.`,
        "See the checks of the public address and of the callback.",
      );
    if (events.some(({ webhook }) => webhook === "DELIVERED"))
      return red(
        `${waits} Meta says that its webhooks about that were taken, but not by us.`,
        "See the check of the callback: they go to another server.",
      );
    return yellow(
      `${waits} Meta has no news either.`,
      "Their phones may be off, or the template may be paused.",
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
  look: async ({ arrivals }) => {
    const found = await arrivals();
    if (!found) return unknown(NO_DATABASE);
    const { newestEvent } = found;
    const isQuiet = newestEvent === null || newestEvent > QUIET_SECONDS;
    return unknown(
      isQuiet
        ? "Meta can’t tell us, and nothing has arrived for a day."
        : "Meta can’t tell us. Webhooks do arrive.",
      isQuiet
        ? "Look yourself: Meta for Developers > our app > App mode: Live. A test number also needs each recipient on its list, in the form in which their webhook gave it."
        : null,
    );
  },
};
