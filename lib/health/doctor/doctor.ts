import { AppError, reasonOf } from "../../errors.ts";
import { keepFindings, keepRepair } from "../watch/keep.ts";
import type { Check, Level } from "./check.ts";
import { addressCheck } from "./checks/address.ts";
import { arrivalsCheck, liveCheck } from "./checks/arrivals.ts";
import { callbackCheck } from "./checks/callback.ts";
import { templatesCheck, versionCheck } from "./checks/freshness.ts";
import { databaseCheck, settingsCheck, workerCheck } from "./checks/local.ts";
import { healthStatusCheck, numberStateCheck } from "./checks/number-health.ts";
import { fieldsCheck, numberCheck, subscriptionCheck } from "./checks/subscription.ts";
import { appSecretCheck, proofCheck, tokenCheck } from "./checks/token.ts";
import { gatherFacts } from "./facts.ts";
import { type Finding, unknown } from "./finding.ts";

/** All that the doctor looks at, in the order in which one mends it: what comes first makes what comes after fail. */
export const CHECKS: readonly Check[] = [
  settingsCheck,
  databaseCheck,
  workerCheck,
  addressCheck,
  tokenCheck,
  appSecretCheck,
  proofCheck,
  numberCheck,
  subscriptionCheck,
  fieldsCheck,
  callbackCheck,
  numberStateCheck,
  healthStatusCheck,
  versionCheck,
  templatesCheck,
  liveCheck,
  arrivalsCheck,
];

/** What a check found. */
export interface Report extends Finding {
  id: string;
  name: string;
  why: string;
}

/** No check may take longer. */
const TIMEOUT_MS = 25_000;

/** Runs all checks at the same time and keeps what they found; one that fails or takes too long cannot tell. Never throws. */
export async function examine(checks: readonly Check[] = CHECKS): Promise<Report[]> {
  const facts = gatherFacts();
  const found = await Promise.all(
    checks.map(async (check) => ({
      id: check.id,
      name: check.name,
      why: check.why,
      ...(await inTime(async () => check.look(facts))),
    })),
  );
  return keepFindings(found);
}

/** What was found, and when. */
interface Examined {
  at: Date;
  reports: Report[];
}

/** So long the same findings are given: each visit costs a dozen calls to Meta. */
const FRESH_MS = 2000;

let latest: { examined: Promise<Examined>; until: number } | undefined;

/** As `examine`, but those who ask within two seconds get the same. */
export function examineAgain(now = performance.now()): Promise<Examined> {
  if (!latest || latest.until <= now) {
    const examined = examine().then((reports) => ({ at: new Date(), reports }));
    latest = { examined, until: now + FRESH_MS };
  }
  return latest.examined;
}

async function inTime(look: () => Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve(unknown("It took too long to find out.")), TIMEOUT_MS);
  });
  const looked = look().catch((error) => unknown(`It couldn’t be found out: ${reasonOf(error)}.`));
  return Promise.race([looked, late]).finally(() => clearTimeout(timer));
}

/** What became of the repair of one check. */
export interface Repaired {
  id: string;
  name: string;
  /** False where it was stopped; what it took away until then is among the removed. */
  done: boolean;
  says: string;
  /** The callbacks that it took away, by the level of Meta's that had them. */
  removed: Partial<Record<Level, string>>;
}

/** Mends what one check looks at, unless the check, asked anew, no longer says that it can be; then what it says. */
async function lookAndRepair(
  check: Check,
  repair: NonNullable<Check["repair"]>,
): Promise<Repaired | Finding> {
  const { id, name } = check;
  latest = undefined;
  const facts = gatherFacts();
  const found = await inTime(async () => check.look(facts));
  if (!found.canRepair) return found;
  const removed: Repaired["removed"] = {};
  try {
    const says = await repair(facts, (level, address) => {
      removed[level] = address;
    });
    await keepRepair(id);
    return { id, name, done: true, says, removed };
  } catch (error) {
    const gone = Object.entries(removed).map(([level, address]) => `the ${level}’s callback (${address})`);
    const before = gone.length > 0 ? `We took away ${gone.join(" and ")}, but were then stopped. ` : "";
    return { id, name, done: false, says: `${before}${reasonOf(error)}`, removed };
  }
}

/** Mends what one check looks at; throws where there is no repair for it, or none for what it finds now. */
export async function repairOne(id: string): Promise<Repaired> {
  const check = CHECKS.find((one) => one.id === id);
  if (!check?.repair) throw new AppError("no_repair", "There is no repair for this.", 404);
  const repaired = await lookAndRepair(check, check.repair);
  if ("done" in repaired) return repaired;
  throw new AppError("not_repairable", `We can’t fix this, so nothing was changed. ${repaired.says}`, 409);
}

/** Mends what can be mended of what was found, one after the other, as later repairs need earlier ones, which may be enough. */
export async function repair(reports: readonly Report[]): Promise<Repaired[]> {
  const repaired: Repaired[] = [];
  for (const check of CHECKS) {
    if (!check.repair || !reports.some(({ id, canRepair }) => canRepair && id === check.id)) continue;
    const one = await lookAndRepair(check, check.repair);
    if ("done" in one) repaired.push(one);
  }
  return repaired;
}
