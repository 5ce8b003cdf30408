import { MAX_CLOCK_LEAD_SECONDS } from "../clock.ts";
import { count } from "../count.ts";
import { ageInWords } from "../time.ts";
import { type Signs, TEMPLATES_OLD_SECONDS } from "./figures.ts";

/** What isn't well, and how to mend it. */
interface Fault {
  says: string;
  mend: string;
}

const CLOCKS = "The clocks of this server and of the database are";

/** That our clock isn't the database's; null where they agree. */
export function findClockFault({ clockLead }: Pick<Signs, "clockLead">): Fault | null {
  const apart = Math.abs(clockLead);
  if (apart <= MAX_CLOCK_LEAD_SECONDS) return null;
  const says = `${CLOCKS} ${count(apart, "second")} apart.`;
  return { says, mend: "Set both by NTP, such as with timedatectl set-ntp true." };
}

/** Whether what a check found is that the clocks differ, by however much. */
export function isAboutClocks({ says }: { says: string }): boolean {
  return says.startsWith(CLOCKS);
}

/** That our list of templates is old; null where it isn't, or was never read. */
export function findTemplatesFault({ templatesAge: age }: Pick<Signs, "templatesAge">): Fault | null {
  if (age === null || age <= TEMPLATES_OLD_SECONDS) return null;
  return { says: `Our list of templates is ${ageInWords(age)} old.`, mend: REFRESH_TEMPLATES };
}

/** How to have our list of templates read anew. */
export const REFRESH_TEMPLATES =
  "Press Refresh beside the templates in the console; the token check says whether Meta lets us.";
