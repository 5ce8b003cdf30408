import type { Report } from "../doctor/doctor.ts";
import type { Light } from "../doctor/finding.ts";

/** What is kept of a check. */
export interface KeptCheck {
  id: string;
  light: Light;
  says: string;
  since: Date;
  /** Since when it is red, which a look that can't tell doesn't end. */
  redSince: Date | null;
  firstLookedAt: Date;
  repairedAt: Date | null;
}

/** How many minutes a repair at Meta can take until it shows. */
const REPAIR_MINUTES = 10;

/** What was found, but while a repair can still be on its way, what was red before it is only to be looked at again. */
export function excuse(found: Report, before: KeptCheck | undefined, now: Date): Report {
  const repairedAt = before?.repairedAt ?? null;
  if (found.light !== "red" || repairedAt === null) return found;
  // Another fault than the one that was mended is news.
  if (!before?.says.endsWith(found.says)) return found;
  const age = now.getTime() - repairedAt.getTime();
  if (age < 0 || age > REPAIR_MINUTES * 60_000) return found;
  return {
    ...found,
    light: "yellow",
    says: `We’ve just mended this, which can take some minutes to show. Until then: ${found.says}`,
    mend: "Check again in a few minutes.",
  };
}

/** What is kept of a check after it was looked at again. */
export function follow({ id, light, says }: Report, before: KeptCheck | undefined, now: Date): KeptCheck {
  const redSince = before?.redSince ?? null;
  return {
    id,
    light,
    says,
    since: before?.light === light ? before.since : now,
    redSince: light === "red" ? (redSince ?? now) : light === "unknown" ? redSince : null,
    firstLookedAt: before?.firstLookedAt ?? now,
    repairedAt: before?.repairedAt ?? null,
  };
}
