import { z } from "zod";
import { EVERYDAY } from "./everyday.ts";
import { faultsSchema, NO_FAULTS } from "./faults.ts";
import type { Phone } from "./phones.ts";
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

type State = Pick<Scenario, "setUp" | "faults">;

const AS_IT_SHOULD_BE: State = { setUp: {}, faults: {} };

const stateOf = ({ setUp, faults }: State) => ({
  setUp: changeSetUp(GOOD_SET_UP, setUp),
  faults: { ...NO_FAULTS, ...faults },
});

/**
 * Has this Meta be as a scenario says, and not otherwise; null as it should be. Returns whose phone the scenario is about, if
 * anybody's, and null where there is no such scenario.
 */
export function play(world: World, name: string | null): { phone: Phone | null } | null {
  const everyday = EVERYDAY.find((one) => one.name === name);
  const scenario = everyday ?? ALL.find((one) => one.name === name);
  if (name !== null && !scenario) return null;
  const endsAt = everyday?.forSeconds ? Date.now() + everyday.forSeconds * 1000 : null;
  world.played = name === null ? null : { name, endsAt };
  change(world, { ...AS_IT_SHOULD_BE, ...scenario });
  if (endsAt) endAt(world, endsAt);
  return { phone: everyday?.act?.(world) ?? null };
}

function change(world: World, scenario: State): void {
  const { setUp, faults } = stateOf(scenario);
  replaceFaults(world, faults);
  replaceSetUp(world, setUp);
}

function endAt(world: World, endsAt: number): void {
  const { played } = world;
  const end = () => {
    if (world.played !== played) return;
    world.played = null;
    change(world, AS_IT_SHOULD_BE);
  };
  setTimeout(end, endsAt - Date.now()).unref();
}

/** The scenario that this Meta is in, whoever brought it about; null where it is as it should be, undefined where it is neither. */
export function findPlayed(world: World): string | null | undefined {
  const now = inOrder(world);
  const isNow = (scenario: Partial<State>) => now === inOrder(stateOf({ ...AS_IT_SHOULD_BE, ...scenario }));
  if (isNow(AS_IT_SHOULD_BE)) return null;
  const all = [...EVERYDAY, ...ALL];
  // Where two are alike, the one that was chosen.
  const chosen = all.find(({ name }) => name === world.played?.name);
  return (chosen && isNow(chosen) ? chosen : all.find(isNow))?.name;
}

/** A state as a text, without what only says how fast things go, and whatever the order of lists. */
function inOrder({ setUp, faults }: Pick<World, "setUp" | "faults">): string {
  const { statusGapMs: _, retryStartMs: __, ...rest } = faults;
  return JSON.stringify({ setUp, rest }, (_key, value) => (Array.isArray(value) ? value.toSorted() : value));
}
