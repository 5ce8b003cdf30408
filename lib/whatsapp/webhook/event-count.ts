import { memberOf } from "../members.ts";
import { listOf } from "./message-context.ts";

/** How many events there are in the entries of a delivery, counted without reading any. */
export function countEvents(entries: unknown[]): number {
  let count = entries.length;
  for (const entry of entries) {
    const changes = listOf(memberOf(entry, "changes"));
    count += changes.length;
    for (const change of changes) {
      const value = memberOf(change, "value");
      for (const list of ["messages", "statuses", "errors"]) count += listOf(memberOf(value, list)).length;
    }
  }
  return count;
}
