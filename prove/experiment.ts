import type { Dice } from "./dice.ts";
import type { GraphDouble } from "./graph-double.ts";
import type { System, SystemPlan } from "./system.ts";
import type { Mailbox } from "./webhooks.ts";

/** The line that an experiment prints. More members tell what else was measured. */
export type Line = {
  N: number;
  kills: number;
  restarts: number;
  acked: number;
  lost: number;
  doubled: number;
  order_violations: number;
  unresolved: number;
} & Record<string, unknown>;

/** What an experiment works with: everything fresh, made for it alone. */
export interface Stage {
  dice: Dice;
  double: GraphDouble;
  system: System;
  mailbox: Mailbox;
  isFull: boolean;
  /** How many messages were asked for on the command line, else the experiment's own number. */
  size(short: number, full: number): number;
}

/** One promise, put to the test. */
export interface Experiment {
  name: string;
  promise: string;
  system?: Partial<Omit<SystemPlan, "graphPort" | "folder" | "beside">>;
  /** Posts come each on a connection of its own. */
  isKeepAlive?: boolean;
  run(stage: Stage): Promise<Line>;
}
