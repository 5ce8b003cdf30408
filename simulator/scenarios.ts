import { z } from "zod";
import { faultsSchema, NO_FAULTS } from "./faults.ts";
import scenarios from "./scenarios.json" with { type: "json" };
import { changeSetUp, GOOD_SET_UP, setUpChange } from "./set-up.ts";
import { replaceFaults, replaceSetUp, type World } from "./world.ts";

const scenarioSchema = z.strictObject({
  /** What is wrong at this Meta, in words; no two have the same. */
  name: z.string(),
  /** What the doctor then says. */
  outcome: z.string(),
  /** The lights of its checks, by their ids. */
  lights: z.record(z.string(), z.enum(["yellow", "red", "unknown"])),
  setUp: setUpChange.default({}),
  faults: faultsSchema.partial().default({}),
});

type Scenario = z.infer<typeof scenarioSchema>;

/** What can be wrong at this Meta, by headings. */
export const SCENARIOS = z.record(z.string(), z.array(scenarioSchema)).parse(scenarios);

const ALL = Object.values(SCENARIOS).flat();

const AS_IT_SHOULD_BE: Pick<Scenario, "setUp" | "faults"> = { setUp: {}, faults: {} };

const stateOf = ({ setUp, faults }: Pick<Scenario, "setUp" | "faults">) => ({
  setUp: changeSetUp(GOOD_SET_UP, setUp),
  faults: { ...NO_FAULTS, ...faults },
});

/** Has this Meta be as a scenario says, and not otherwise; null as it should be. False where there is no such scenario. */
export function play(world: World, name: string | null): boolean {
  const scenario = name === null ? AS_IT_SHOULD_BE : ALL.find((one) => one.name === name);
  if (!scenario) return false;
  const { setUp, faults } = stateOf(scenario);
  replaceFaults(world, faults);
  replaceSetUp(world, setUp);
  return true;
}

/** The scenario that this Meta is in, whoever brought it about; null where it is as it should be, undefined where it is neither. */
export function findPlayed(world: World): string | null | undefined {
  const now = inOrder(world);
  if (now === inOrder(stateOf(AS_IT_SHOULD_BE))) return null;
  return ALL.find((scenario) => now === inOrder(stateOf(scenario)))?.name;
}

/** A state as a text, without what only says how fast things go, and whatever the order of lists. */
function inOrder({ setUp, faults }: Pick<World, "setUp" | "faults">): string {
  const { statusGapMs: _, retryStartMs: __, ...rest } = faults;
  return JSON.stringify({ setUp, rest }, (_key, value) => (Array.isArray(value) ? value.toSorted() : value));
}
