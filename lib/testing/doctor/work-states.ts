import { away, beat, both, event, listed, version } from "./here-faults.ts";
import { type StateCase, state } from "./scene.ts";

/** What the worker and the list of templates can be like, and the version of the Graph API. */
export const WORK_STATES: StateCase[] = [
  state("worker", "green", "none", "Running, last seen", beat("1 second")),
  state("worker", "red", "none has ever run", "No worker has ever run."),
  state("worker", "red", "it has died", "No worker for", beat("61 seconds")),
  state(
    "worker",
    "yellow",
    "an old queue",
    "1 message or event waits, the oldest for",
    both(beat("1 second"), event("10 minutes")),
  ),
  state(
    "worker",
    "yellow",
    "a dead letter",
    "1 event couldn’t be processed.",
    both(beat("1 second"), event("1 second", "dead")),
  ),
  state("worker", "unknown", "no database", "while the database can’t be reached", away),
  state("templates", "green", "none", "Read 3 minutes ago.", listed("2 minutes 30 seconds")),
  state("templates", "yellow", "a list that was never read", "was never read"),
  state("templates", "yellow", "an old list", "is 2 hours old.", listed("2 hours 1 second")),
  state(
    "templates",
    "yellow",
    "rows that couldn’t be read",
    "2 templates of the list",
    listed("1 minute", 2),
  ),
  state("templates", "unknown", "no database", "while the database can’t be reached", away),
  state("api_version", "green", "none", "v26.0 is current."),
  state("api_version", "green", "an earlier version", "v25.0 lasts until", version("v25.0")),
  state("api_version", "yellow", "a version that ends soon", "v21.0 ends on", version("v21.0")),
  state("api_version", "red", "a version that has ended", "v18.0 ended on", version("v18.0")),
  state("api_version", "red", "a version of long ago", "v12.0 has ended.", version("v12.0")),
  state("api_version", "unknown", "a version of the future", "We don’t know v27.0.", version("v27.0")),
];
