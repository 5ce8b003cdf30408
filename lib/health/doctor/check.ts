import type { Facts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** One thing that the doctor looks at. */
export interface Check {
  /** As it is named in JSON. */
  id: string;
  name: string;
  /** Why it matters, in one sentence. */
  why: string;
  look(facts: Facts): Finding | Promise<Finding>;
  /** Mends what `look` says can be repaired; tells what was done. */
  repair?(facts: Facts): Promise<string>;
}
