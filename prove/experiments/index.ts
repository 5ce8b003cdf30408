import type { Experiment } from "../experiment.ts";
import { crashPoints } from "./crash-points.ts";
import { databaseFaults } from "./database-faults.ts";
import { earlyStatuses } from "./early-statuses.ts";
import { kills, scaleOut } from "./kills.ts";
import { links } from "./links.ts";
import { lostResponses } from "./lost-responses.ts";
import { order } from "./order.ts";
import { deadToken, graphOutage } from "./outages.ts";
import { poison } from "./poison.ts";
import { replays } from "./replays.ts";
import { rolling, rollingServed } from "./rolling.ts";
import { statuses } from "./statuses.ts";

/** Every experiment, in the order in which they begin. */
export const experiments: Experiment[] = [
  kills,
  scaleOut,
  replays,
  order,
  statuses,
  earlyStatuses,
  lostResponses,
  graphOutage,
  databaseFaults,
  poison,
  rolling,
  rollingServed,
  deadToken,
  crashPoints,
  links,
];
