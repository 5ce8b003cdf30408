import type { Callbacks } from "../../whatsapp/set-up/number-facts.ts";
import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** A level of Meta's that can have a callback. */
export type Level = keyof Callbacks;

/** Notes a callback that a repair has taken away from a level of Meta's, so that it can be set again by hand. */
export type NoteRemoved = (level: Level, address: string) => void;

/** One thing that the doctor looks at. */
export interface Check {
  /** As it is named in JSON. */
  id: string;
  name: string;
  /** Why it matters, in one sentence. */
  why: string;
  look(facts: Facts): Finding | Promise<Finding>;
  /** Mends what `look` says can be repaired; tells what was done, and notes what it took away meanwhile. */
  repair?(facts: Facts, note: NoteRemoved): Promise<string>;
}
