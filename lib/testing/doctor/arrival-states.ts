import { away, event, silent } from "./here-faults.ts";
import { type StateCase, state } from "./scene.ts";

/** What can arrive, or not. */
export const ARRIVAL_STATES: StateCase[] = [
  state("live", "unknown", "none", "Webhooks do arrive.", event("1 minute", "done")),
  state("live", "unknown", "nothing for a day", "nothing has arrived for a day", event("25 hours", "done")),
  state("live", "unknown", "no database", "while the database can’t be reached", away),
  state("arrivals", "green", "none", "Newest webhook", event("3 hours", "done")),
  state("arrivals", "red", "webhooks that fail", "its webhooks about that fail", silent("FAILED")),
  state("arrivals", "red", "webhooks that another server takes", "but not by us", silent("DELIVERED")),
  state("arrivals", "yellow", "silence", "Meta has no news either", silent("PENDING")),
  state("arrivals", "unknown", "no webhook yet", "No webhook has ever arrived."),
  state("arrivals", "unknown", "no database", "while the database can’t be reached", away),
];
